using IntentContracts;

[assembly: OwnedBy("orders")]
