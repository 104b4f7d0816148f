// ChainDiagnostics
