// Single precision products of the size of one slice of a network, whose operands are in the cache:
// as fast as sgemm there or faster, without packing, and with the same bits under every BLAS.
#include "numeric_kernels.h"
#include "target_clones.h"

typedef float v16 __attribute__((vector_size(64), aligned(4), may_alias));

// An R x 16N block of C held in registers. The sum over l runs in order for every entry whatever
// the block, so a row of C does not depend on how many rows there are.
#define BLOCK(R, N)                                                                        \
  do {                                                                                     \
    float *block = c + row * ldc + column;                                                 \
    v16 sum[R][N] = {{{0}}};                                                               \
    if (add)                                                                               \
      for (int r = 0; r < R; r++)                                                          \
        for (int n = 0; n < N; n++)                                                        \
          sum[r][n] = *(const v16 *)(block + (size_t)r * ldc + 16 * (size_t)n);            \
    for (size_t l = 0; l < inner; l++) {                                                   \
      const float *bl = b + l * ldb + column;                                              \
      const float *al = a + l * a_inner + row * a_row;                                     \
      v16 right[N];                                                                        \
      for (int n = 0; n < N; n++) right[n] = *(const v16 *)(bl + 16 * n);                  \
      for (int r = 0; r < R; r++) {                                                        \
        float left = al[(size_t)r * a_row];                                                \
        for (int n = 0; n < N; n++) sum[r][n] += left * right[n];                          \
      }                                                                                    \
    }                                                                                      \
    for (int r = 0; r < R; r++)                                                            \
      for (int n = 0; n < N; n++)                                                          \
        *(v16 *)(block + (size_t)r * ldc + 16 * (size_t)n) = sum[r][n];                    \
  } while (0)

SLT_CLONES void slt_single_product(size_t rows, size_t columns, size_t inner, const float *a,
                                   size_t a_row, size_t a_inner, const float *b, size_t ldb,
                                   float *c, size_t ldc, int add) {
  size_t column = 0;
  for (; column + 32 <= columns; column += 32) {
    size_t row = 0;
    for (; row + 4 <= rows; row += 4) BLOCK(4, 2);
    for (; row < rows; row++) BLOCK(1, 2);
  }
  for (; column < columns; column += 16) {
    size_t row = 0;
    for (; row + 8 <= rows; row += 8) BLOCK(8, 1);
    for (; row < rows; row++) BLOCK(1, 1);
  }
}

SLT_CLONES void slt_single_transpose(size_t rows, size_t columns, const float *restrict source,
                                     size_t lds, float *restrict target, size_t ldt) {
  for (size_t c = 0; c < columns; c++)
    for (size_t r = 0; r < rows; r++) target[c * ldt + r] = source[r * lds + c];
}
