// Identifiability
