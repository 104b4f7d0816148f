#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "blas_tuning.h"

// OpenBLAS up to 0.3.21 falls back to its Prescott (SSE3) kernels on a CPU model that it does not
// know, about 4.6 times slower. The environment variable that overrides this is read when the
// library is loaded; re-running its detection is the only way from inside a process. Symbols are
// looked up so that any other BLAS links and runs too.
const char *slt_blas_tune(int threads) {
  const char *(*core)(void) = (const char *(*)(void))dlsym(RTLD_DEFAULT, "openblas_get_corename");
  if (!core) return NULL;
#if defined(__x86_64__)
  void (*quit)(void) = (void (*)(void))dlsym(RTLD_DEFAULT, "gotoblas_dynamic_quit");
  void (*init)(void) = (void (*)(void))dlsym(RTLD_DEFAULT, "gotoblas_dynamic_init");
  if (quit && init && !getenv("OPENBLAS_CORETYPE") && strcmp(core(), "Prescott") == 0) {
    const char *want = NULL;
    if (__builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512dq")) {
      want = "SkylakeX";
    } else if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
      want = "Haswell";
    }
    if (want) {
      setenv("OPENBLAS_CORETYPE", want, 1);
      quit();
      init();
      unsetenv("OPENBLAS_CORETYPE");
    }
  }
#endif
  void (*set)(int) = (void (*)(int))dlsym(RTLD_DEFAULT, "openblas_set_num_threads");
  if (set && threads > 0) set(threads);
  return core();
}

const char *slt_blas_configuration(void) {
  const char *(*config)(void) = (const char *(*)(void))dlsym(RTLD_DEFAULT, "openblas_get_config");
  return config ? config() : NULL;
}
