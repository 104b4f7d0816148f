// Products of small dense matrices whose rows are padded to whole vectors of 8 doubles, so that no
// kernel has a remainder loop. OpenBLAS needs about a microsecond per call before it starts.
#include "numeric_kernels.h"
#include "target_clones.h"

typedef double v8 __attribute__((vector_size(64), aligned(8), may_alias));

// An R x 8N block of C held in registers. The sum over l runs in order for every entry whatever
// the block, so a row of C does not depend on how many rows there are.
#define BLOCK(R, N)                                                                       \
  do {                                                                                    \
    v8 sum[R][N] = {{{0}}};                                                               \
    for (size_t l = 0; l < inner; l++) {                                                  \
      const double *bl = b + l * ldb + column;                                            \
      const double *al = a + l * a_inner + row * a_row;                                   \
      v8 right[N];                                                                        \
      for (int n = 0; n < N; n++) right[n] = *(const v8 *)(bl + 8 * n);                   \
      for (int r = 0; r < R; r++) {                                                       \
        double left = al[(size_t)r * a_row];                                              \
        for (int n = 0; n < N; n++) sum[r][n] += left * right[n];                         \
      }                                                                                   \
    }                                                                                     \
    for (int r = 0; r < R; r++)                                                           \
      for (int n = 0; n < N; n++)                                                         \
        *(v8 *)(c + (row + (size_t)r) * ldc + column + 8 * (size_t)n) = sum[r][n];        \
  } while (0)

SLT_CLONES void slt_product(size_t rows, size_t columns, size_t inner, const double *a,
                            size_t a_row, size_t a_inner, const double *b, size_t ldb, double *c,
                            size_t ldc) {
  size_t column = 0;
  for (; column + 16 <= columns; column += 16) {
    size_t row = 0;
    for (; row + 4 <= rows; row += 4) BLOCK(4, 2);
    for (; row < rows; row++) BLOCK(1, 2);
  }
  for (; column < columns; column += 8) {
    size_t row = 0;
    for (; row + 8 <= rows; row += 8) BLOCK(8, 1);
    for (; row < rows; row++) BLOCK(1, 1);
  }
}

SLT_CLONES void slt_transpose(size_t rows, size_t columns, const double *source, size_t lds,
                              double *target, size_t ldt) {
  for (size_t c = 0; c < columns; c++) {
    for (size_t r = 0; r < rows; r++) target[c * ldt + r] = source[r * lds + c];
  }
}
