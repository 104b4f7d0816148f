#include "modular_kernels.h"
