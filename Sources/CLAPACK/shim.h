// Linking the generic names lets Debian's alternatives choose the BLAS (OpenBLAS when installed).
#pragma once
#define LAPACK_COMPLEX_STRUCTURE
#include <lapacke.h>
#include <cblas.h>
