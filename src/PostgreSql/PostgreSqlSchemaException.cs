namespace IntentContracts.PostgreSql;

/// <summary>The database does not have what the store needs. The message says in one line what is missing and how to put it there.</summary>
/// <param name="message">What is missing, and what to do.</param>
/// <param name="innerException">What the database said, when it said something.</param>
public sealed class PostgreSqlSchemaException(string message, Exception? innerException = null) : Exception(message, innerException);
