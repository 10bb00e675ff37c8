/**
 * Input: the manifests, drift files and records of a job. Output: a few static pages that show the
 * job over time.
 */
package io.riskmesh.site;
