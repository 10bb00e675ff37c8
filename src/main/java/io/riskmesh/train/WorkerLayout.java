package io.riskmesh.train;

/**
 * How the native work is spread. The number of workers changes the trees, since each summarizes its
 * own rows; the number of threads does not.
 *
 * @param workers number of XGBoost workers, known to fit
 * @param threads native threads of each worker
 */
record WorkerLayout(int workers, int threads) {}
