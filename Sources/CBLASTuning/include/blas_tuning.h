// OpenBLAS's own controls, found at run time so that any other BLAS links as well.
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

// Gives OpenBLAS the kernels of this CPU where it does not know its model, and sets the number of
// threads. Returns OpenBLAS's name for its kernels, or NULL with any other BLAS.
// Not thread-safe: call once, before the first BLAS call.
const char *_Nullable slt_blas_tune(int threads);

// OpenBLAS's own description of its build, or NULL with any other BLAS.
const char *_Nullable slt_blas_configuration(void);

#ifdef __cplusplus
}
#endif
