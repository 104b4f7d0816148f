// Updates of single precision weights, every array read and written once.
#include "numeric_kernels.h"
#include "target_clones.h"

SLT_CLONES void slt_single_sgd(size_t count, float rate, float decay,
                               const float *restrict gradient, float *restrict weights) {
  for (size_t i = 0; i < count; i++)
    weights[i] -= rate * (gradient[i] + decay * weights[i]);
}

SLT_CLONES void slt_single_momentum(size_t count, float rate, float momentum, float decay,
                                    const float *restrict gradient, float *restrict velocity,
                                    float *restrict weights) {
  for (size_t i = 0; i < count; i++) {
    float v = momentum * velocity[i] + (gradient[i] + decay * weights[i]);
    velocity[i] = v;
    weights[i] -= rate * v;
  }
}

SLT_CLONES void slt_single_adam(size_t count, const struct slt_single_adam_factors *factors,
                                const float *restrict gradient, float *restrict first,
                                float *restrict second, float *restrict weights) {
  struct slt_single_adam_factors f = *factors;
  for (size_t i = 0; i < count; i++) {
    float w = weights[i];
    float g = gradient[i] + f.decay * w;
    float m = f.beta1 * first[i] + f.gain1 * g;
    float v = f.beta2 * second[i] + f.gain2 * g * g;
    first[i] = m;
    second[i] = v;
    // Not sqrtf: it may set errno, which keeps the loop scalar.
    weights[i] = f.keep * w - f.rate * m / (f.root * __builtin_elementwise_sqrt(v) + f.epsilon);
  }
}
