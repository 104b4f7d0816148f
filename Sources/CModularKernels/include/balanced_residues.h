// Residues modulo q < 2^31 on their way into a product of matrices of doubles and back.
//
// The balanced residue of x is the representative of absolute value at most q / 2. A matrix of
// balanced residues times another is exact in double precision, in whatever order and with
// whatever fused operations the product is formed, as long as no partial sum can pass 2^53; who
// calls these functions keeps to that. Where q^2 is too large one factor is split into
// x = 2^15 high + low with |high| <= 2^15 and |low| <= 2^14.
#pragma once
#include <stddef.h>
#include <stdint.h>

// out[i] <- the balanced residue of x[i], for 0 <= i < n; x[i] < q.
void balanced_pack(double *out, const uint32_t *x, uint32_t q, size_t n);

// out[i] <- the balanced residue of x[index[i]].
void balanced_gather(double *out, const uint32_t *x, const uint32_t *index, uint32_t q, size_t n);

// The same, split.
void balanced_gather_split(double *high, double *low, const uint32_t *x, const uint32_t *index,
                           uint32_t q, size_t n);

// y[i] <- (y[i] - s[i]) mod q. Exact for integers s with |s[i]| + 2 q <= 2^53.
void balanced_subtract(uint32_t *y, const double *s, uint32_t q, size_t n);

// y[i] <- (y[i] - 2^15 high[i] - low[i]) mod q. Exact for integers with |high[i]| + q <= 2^53 and
// |low[i]| + 2^14 q + 3 q <= 2^53.
void balanced_subtract_split(uint32_t *y, const double *high, const double *low, uint32_t q,
                             size_t n);
