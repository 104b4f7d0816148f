// Vectors of balanced residues modulo a prime q < 2^24, held in doubles: every entry is an
// integer of absolute value at most q/2 (one more is tolerated), so that products and short sums of
// products are exact.
#pragma once
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

// x <- x mod q, balanced, for |x| <= 2^53.
void residue_reduce(double *_Nonnull x, double q, size_t n);

// sum_i x_i y_i mod q, balanced.
double residue_dot(const double *_Nonnull x, const double *_Nonnull y, double q, size_t n);

// y <- y + a x mod q.
void residue_axpy(double *_Nonnull y, const double *_Nonnull x, double a, double q, size_t n);

// z <- y - b x - c z mod q: Lanczos's recurrence, in place of the vector before the last.
void residue_recurrence(double *_Nonnull z, const double *_Nonnull y, const double *_Nonnull x,
                        double b, double c, double q, size_t n);

// y <- a o x mod q, entry by entry; y may be x.
void residue_multiply(double *_Nonnull y, const double *_Nonnull a, const double *_Nonnull x,
                      double q, size_t n);

// The entrywise part of the Gram product of quadratic networks. With r <- r mod q, on return
// z = a o r mod q and f = (f mod q) o a + t o r mod q.
void residue_gram_step(double *_Nonnull r, double *_Nonnull z, double *_Nonnull f,
                       const double *_Nonnull a, const double *_Nonnull t, double q, size_t n);

#ifdef __cplusplus
}
#endif
