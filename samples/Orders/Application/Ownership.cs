using IntentContracts;

// The orders team answers for whatever no nearer declaration gives to somebody else.
[assembly: OwnedBy("orders")]
