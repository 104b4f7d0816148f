// The rank of a matrix of residues by FFLAS-FFPACK; see README.md for input and output.
//
// Below the largest modulus for which products of doubles are exact the field is the fastest there
// is, balanced residues in doubles; above it, 64-bit integers.
#include <fflas-ffpack/fflas-ffpack.h>
#include <givaro/modular-balanced.h>
#include <givaro/modular.h>
#include <sys/resource.h>
#include <time.h>

#include <cstdint>
#include <cstdio>
#include <vector>

extern "C" char *openblas_get_corename(void);

static double seconds(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return double(t.tv_sec) + 1e-9 * double(t.tv_nsec);
}

template <class Field>
static int run(FILE *file, size_t rows, size_t columns, uint32_t modulus, const char *name) {
  Field field(modulus);
  typename Field::Element_ptr matrix = FFLAS::fflas_new(field, rows, columns);
  std::vector<uint32_t> row(columns);
  for (size_t i = 0; i < rows; i++) {
    if (fread(row.data(), 4, columns, file) != columns) return 1;
    for (size_t j = 0; j < columns; j++) field.init(matrix[i * columns + j], (int64_t)row[j]);
  }
  double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID), wall = seconds(CLOCK_MONOTONIC);
  size_t rank = FFPACK::Rank(field, rows, columns, matrix, columns);
  cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
  wall = seconds(CLOCK_MONOTONIC) - wall;
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  printf("%zu %.4f %.4f %ld FFLAS-FFPACK %s, %s, %s\n", rank, cpu, wall, usage.ru_maxrss,
         __FFLASFFPACK_VERSION, name, openblas_get_corename());
  FFLAS::fflas_delete(matrix);
  return 0;
}

int main(int count, char **arguments) {
  if (count < 2) return 1;
  FILE *file = fopen(arguments[1], "rb");
  uint32_t header[3];
  if (!file || fread(header, 4, 3, file) != 3) return 1;
  if (header[2] <= 94906265)
    return run<Givaro::ModularBalanced<double>>(file, header[0], header[1], header[2],
                                                "ModularBalanced<double>");
  return run<Givaro::Modular<int64_t>>(file, header[0], header[1], header[2], "Modular<int64_t>");
}
