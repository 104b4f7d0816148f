#include "numeric_kernels.h"
