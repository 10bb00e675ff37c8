"""PSI and what sampling explains, by numpy and scipy: reference_psi.py then,... now,..."""

import json
import sys

import numpy as np
from scipy import stats

then, now = (np.array(arg.split(","), dtype=float) for arg in sys.argv[1:3])
n, m = then.sum(), now.sum()
p, q = ((counts + 0.5) / (counts + 0.5).sum() for counts in (then, now))
pooled = (0.1 * n + 0.2 * m) / (n + m)
print(
    json.dumps(
        {
            "psi": float(np.sum((q - p) * np.log(q / p))),
            "noise": float(stats.chi2.ppf(0.999, len(p) - 1) * (1 / n + 1 / m)),
            "share": float(stats.norm.ppf(0.9995) * np.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))),
        }
    )
)
