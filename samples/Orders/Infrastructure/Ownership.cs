using IntentContracts;

[assembly: OwnedBy("platform")]
