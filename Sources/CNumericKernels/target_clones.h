// One source, compiled for several instruction sets and chosen at load time (glibc ifunc).
#pragma once
#if defined(__x86_64__) && defined(__linux__) && defined(__GLIBC__)
#define SLT_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define SLT_CLONES
#endif
#define SLT_INLINE static inline __attribute__((always_inline))
