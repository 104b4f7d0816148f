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

// An 8 x 8 block: pairs, then quadruples, then halves change places.
SLT_INLINE void transpose_block(const double *source, size_t lds, double *target, size_t ldt) {
  v8 a[8], b[8];
  for (int i = 0; i < 8; i++) a[i] = *(const v8 *)(source + (size_t)i * lds);
  for (int i = 0; i < 8; i += 2) {
    b[i] = __builtin_shufflevector(a[i], a[i + 1], 0, 8, 2, 10, 4, 12, 6, 14);
    b[i + 1] = __builtin_shufflevector(a[i], a[i + 1], 1, 9, 3, 11, 5, 13, 7, 15);
  }
  for (int i = 0; i < 8; i += 4) {
    for (int j = 0; j < 2; j++) {
      a[i + j] = __builtin_shufflevector(b[i + j], b[i + j + 2], 0, 1, 8, 9, 4, 5, 12, 13);
      a[i + j + 2] = __builtin_shufflevector(b[i + j], b[i + j + 2], 2, 3, 10, 11, 6, 7, 14, 15);
    }
  }
  for (int i = 0; i < 4; i++) {
    *(v8 *)(target + (size_t)i * ldt) =
        __builtin_shufflevector(a[i], a[i + 4], 0, 1, 2, 3, 8, 9, 10, 11);
    *(v8 *)(target + (size_t)(i + 4) * ldt) =
        __builtin_shufflevector(a[i], a[i + 4], 4, 5, 6, 7, 12, 13, 14, 15);
  }
}

// In tiles of 32 rows, which stay in the first-level cache: column by column, one side would be read
// or written a cache line for every number, and a page for every column.
SLT_CLONES void slt_transpose(size_t rows, size_t columns, const double *source, size_t lds,
                              double *target, size_t ldt) {
  size_t whole_rows = rows / 8 * 8, whole_columns = columns / 8 * 8;
  for (size_t tile = 0; tile < whole_rows; tile += 32) {
    size_t end = whole_rows - tile < 32 ? whole_rows : tile + 32;
    for (size_t c = 0; c < whole_columns; c += 8)
      for (size_t r = tile; r < end; r += 8)
        transpose_block(source + r * lds + c, lds, target + c * ldt + r, ldt);
    for (size_t c = whole_columns; c < columns; c++)
      for (size_t r = tile; r < end; r++) target[c * ldt + r] = source[r * lds + c];
  }
  for (size_t r = whole_rows; r < rows; r++)
    for (size_t c = 0; c < columns; c++) target[c * ldt + r] = source[r * lds + c];
}
