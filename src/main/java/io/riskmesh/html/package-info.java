/**
 * Input: values and templates. Output: self-contained HTML with inline SVG charts, safe against
 * markup in the data. The run report, the drift page and the profile page share it.
 */
package io.riskmesh.html;
