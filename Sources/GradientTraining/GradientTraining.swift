// GradientTraining
