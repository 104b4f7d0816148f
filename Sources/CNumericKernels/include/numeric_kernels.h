// C kernels of the numeric side: what Swift, compiled for the baseline instruction set, does
// several times slower. Every function is pure or writes only through its output pointers, and
// allocates nothing.
#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// --- Random numbers ---------------------------------------------------------------------------

// One block of Philox4x32-10 (Salmon et al. 2011).
void slt_philox_block(const uint32_t counter[_Nonnull 4], const uint32_t key[_Nonnull 2],
                      uint32_t output[_Nonnull 4]);

// One 64-bit word of a stream: words 2i and 2i + 1 are the halves of block i.
uint64_t slt_philox_word(uint64_t key, uint64_t stream, uint64_t word);

// `count` independent N(0, 1) values from the blocks first_block, first_block + 1, ..., two from
// each. The same bits on every CPU.
void slt_normals(uint64_t key, uint64_t stream, uint64_t first_block, size_t count,
                 double *_Nonnull output);

// The same, compiled for the baseline instruction set only: for the test of the line above.
void slt_normals_baseline(uint64_t key, uint64_t stream, uint64_t first_block, size_t count,
                          double *_Nonnull output);

// Four single precision N(0, 1) values from each block. The same bits on every CPU.
void slt_normals_float(uint64_t key, uint64_t stream, uint64_t first_block, size_t count,
                       float *_Nonnull output);
void slt_normals_float_baseline(uint64_t key, uint64_t stream, uint64_t first_block, size_t count,
                                float *_Nonnull output);

// --- Dense products on padded buffers -----------------------------------------------------------

// C[r][c] = sum_l A[r * a_row + l * a_inner] * B[l * ldb + c], c in 0 ..< columns, where `columns`
// is a multiple of 8. C is overwritten.
void slt_product(size_t rows, size_t columns, size_t inner, const double *_Nonnull a, size_t a_row,
                 size_t a_inner, const double *_Nonnull b, size_t ldb, double *_Nonnull c,
                 size_t ldc);

// target[c * ldt + r] = source[r * lds + c].
void slt_transpose(size_t rows, size_t columns, const double *_Nonnull source, size_t lds,
                   double *_Nonnull target, size_t ldt);

// --- Vectors ------------------------------------------------------------------------------------

// sum a b; `count` is a multiple of 8.
double slt_dot(size_t count, const double *_Nonnull a, const double *_Nonnull b);

// y += factor x.
void slt_add_multiple(size_t count, double factor, const double *_Nonnull x, double *_Nonnull y);

// --- Network layers -----------------------------------------------------------------------------

// hidden[i][j] = wt[first[i]][j] + wt[second[i]][j] and squares = hidden^2, j in 0 ..< columns.
void slt_pair_hidden(size_t rows, size_t columns, const int32_t *_Nonnull first,
                     const int32_t *_Nonnull second, const double *_Nonnull wt,
                     double *_Nonnull hidden, double *_Nonnull squares);

// gradient[first[i]] += slope[i] and gradient[second[i]] += slope[i], where
// slope[i][j] = 2 hidden[i][j] upstream[i][j]. The caller clears `gradient`.
void slt_pair_scatter(size_t rows, size_t columns, const int32_t *_Nonnull first,
                      const int32_t *_Nonnull second, const double *_Nonnull hidden,
                      const double *_Nonnull upstream, double *_Nonnull gradient);

// squares = hidden^2.
void slt_square(size_t count, const double *_Nonnull hidden, double *_Nonnull squares);

// upstream = 2 hidden upstream.
void slt_square_slope(size_t count, const double *_Nonnull hidden, double *_Nonnull upstream);

// f <- (f + offset) - y (columns 0 ..< outputs of each row), then less each column's mean if
// `centred`; returns the sum of squares and multiplies f by `scale`.
double slt_score(size_t rows, size_t outputs, size_t stride, double *_Nonnull f,
                 const double *_Nonnull y, double offset, int centred, double scale);

// --- Coordinates --------------------------------------------------------------------------------

// products[p][u] = wt[i][u] wt[j][u] for the pairs p = (i, j), i <= j, i slowest; u in 0 ..< columns.
void slt_packed_products(size_t inputs, size_t columns, const double *_Nonnull wt,
                         double *_Nonnull products);

// gradient[i][u] = d/d wt[i][u] of sum_p upstream[p][u] products[p][u]. Overwrites `gradient`.
void slt_packed_scatter(size_t inputs, size_t columns, const double *_Nonnull wt,
                        const double *_Nonnull upstream, double *_Nonnull gradient);

// Each row of the output is (diag(diagonal) + vector vector^T) times that of `difference`; `stride`
// is a multiple of 8.
void slt_diagonal_rank_one(size_t rows, size_t stride, const double *_Nonnull difference,
                           const double *_Nonnull diagonal, const double *_Nonnull vector,
                           double *_Nonnull output);

// --- Samplers -----------------------------------------------------------------------------------

// output = x - step/2 (n_beta gradient + localisation (x - centre)) + root_step noise.
void slt_langevin(size_t count, const double *_Nonnull x, const double *_Nonnull gradient,
                  const double *_Nonnull centre, double n_beta, double localisation, double step,
                  double root_step, const double *_Nonnull noise, double *_Nonnull output);

// log q(x | y) - log q(y | x) for the proposal y = x - step/2 grad U(x) + sqrt(step) noise, where
// log q(y | x) = -|noise|^2 / 2 and log q(x | y) = -|x - y + step/2 grad U(y)|^2 / (2 step).
double slt_langevin_log_ratio(size_t count, const double *_Nonnull x, const double *_Nonnull y,
                              const double *_Nonnull gradient_y, const double *_Nonnull centre,
                              double n_beta, double localisation, double step,
                              const double *_Nonnull noise);

// moments <- keep moments + gain gradient^2; with g = 1 / (floor + sqrt moments),
// output = x - step/2 g (n_beta gradient + localisation (x - centre)) + root_step sqrt(g) noise.
void slt_preconditioned_langevin(size_t count, const double *_Nonnull x,
                                 const double *_Nonnull gradient, const double *_Nonnull centre,
                                 double n_beta, double localisation, double step, double root_step,
                                 double keep, double gain, double floor, double *_Nonnull moments,
                                 const double *_Nonnull noise, double *_Nonnull output);

// momentum -= time (n_beta gradient + localisation (x - centre)), then x += time/2 momentum; returns
// the new momentum's sum of squares.
double slt_kick_drift(size_t count, double *_Nonnull x, double *_Nonnull momentum,
                      const double *_Nonnull gradient, const double *_Nonnull centre,
                      double n_beta, double localisation, double time);

// momentum = keep momentum + spread noise, then x += time/2 momentum; returns the new momentum's sum
// of squares.
double slt_refresh_drift(size_t count, double *_Nonnull x, double *_Nonnull momentum, double keep,
                         double spread, const double *_Nonnull noise, double time);

// Puts x into centre - box ... centre + box; turns momentum, where given, in the coordinates that
// were outside. A NaN stays.
void slt_clamp(size_t count, double *_Nonnull x, const double *_Nonnull centre, double box,
               double *_Nullable momentum);

// max |x - centre|; NaN if there is one.
double slt_largest_distance(size_t count, const double *_Nonnull x, const double *_Nonnull centre);

// sum (x - centre)^2.
double slt_squared_distance(size_t count, const double *_Nonnull x,
                            const double *_Nonnull centre);

// --- Hamiltonian dynamics -----------------------------------------------------------------------

// y += factor x.
void slt_add_scaled(size_t count, double factor, const double *_Nonnull x, double *_Nonnull y);

// gradient <- n_beta gradient + localisation u; returns sum u^2.
double slt_potential_gradient(size_t count, double n_beta, double localisation,
                              const double *_Nonnull u, double *_Nonnull gradient);

// --- Single precision ---------------------------------------------------------------------------

// For one-hot pairs, on rows padded with zeros to multiples of 16. squares[i][j] =
// (wt[first[i]][j] + wt[second[i]][j])^2, j in 0 ..< columns.
void slt_single_pair_squares(size_t rows, size_t columns, const int32_t *_Nonnull first,
                             const int32_t *_Nonnull second, const float *_Nonnull wt,
                             float *_Nonnull squares);

// gradient[first[i]] += slope[i] and gradient[second[i]] += slope[i], where slope[i][j] =
// 2 (wt[first[i]][j] + wt[second[i]][j]) upstream[i][j]. The caller clears `gradient`.
void slt_single_pair_scatter(size_t rows, size_t columns, const int32_t *_Nonnull first,
                             const int32_t *_Nonnull second, const float *_Nonnull wt,
                             const float *_Nonnull upstream, float *_Nonnull gradient);

// f <- f - e_label in each row, then less each column's mean if `centred`; returns the sum of
// squares and multiplies f by `scale`.
double slt_single_score(size_t rows, size_t stride, float *_Nonnull f,
                        const int32_t *_Nonnull labels, int centred, double scale);

// The number of rows whose entry at the label, and `lead` more, is above all others of columns
// 0 ..< outputs.
size_t slt_single_correct(size_t rows, size_t outputs, size_t stride, const float *_Nonnull f,
                          const int32_t *_Nonnull labels, float lead);

// C[r][c] = sum_l A[r * a_row + l * a_inner] * B[l * ldb + c], added to C if `add`; `columns` is a
// multiple of 16.
void slt_single_product(size_t rows, size_t columns, size_t inner, const float *_Nonnull a,
                        size_t a_row, size_t a_inner, const float *_Nonnull b, size_t ldb,
                        float *_Nonnull c, size_t ldc, int add);

// target[c * ldt + r] = source[r * lds + c].
void slt_single_transpose(size_t rows, size_t columns, const float *_Nonnull source, size_t lds,
                          float *_Nonnull target, size_t ldt);

// With g = gradient + decay w: w -= rate g.
void slt_single_sgd(size_t count, float rate, float decay, const float *_Nonnull gradient,
                    float *_Nonnull weights);

// With g as above: velocity = momentum velocity + g, w -= rate velocity.
void slt_single_momentum(size_t count, float rate, float momentum, float decay,
                         const float *_Nonnull gradient, float *_Nonnull velocity,
                         float *_Nonnull weights);

struct slt_single_adam_factors {
  float rate, keep, decay, beta1, gain1, beta2, gain2, root, epsilon;
};

// With g as above: first = beta1 first + gain1 g, second = beta2 second + gain2 g^2,
// w = keep w - rate first / (root sqrt(second) + epsilon).
void slt_single_adam(size_t count, const struct slt_single_adam_factors *_Nonnull factors,
                     const float *_Nonnull gradient, float *_Nonnull first, float *_Nonnull second,
                     float *_Nonnull weights);

#ifdef __cplusplus
}
#endif
