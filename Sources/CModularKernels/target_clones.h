// One version of a function for each level of the x86-64 instruction set, chosen when the program
// is loaded; a plain function elsewhere.
#pragma once

#if defined(__x86_64__) && defined(__linux__) && defined(__GLIBC__)
#define CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CLONES
#endif
