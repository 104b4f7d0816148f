// LLCSampling
