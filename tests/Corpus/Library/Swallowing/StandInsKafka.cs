// Stands in for Confluent.Kafka, as far as the corpus uses it.
namespace Confluent.Kafka;

public sealed class ConsumeResult<TKey, TValue>
{
    public TKey Key { get; set; } = default!;

    public TValue Value { get; set; } = default!;
}

public interface IConsumer<TKey, TValue>
{
    ConsumeResult<TKey, TValue> Consume(int millisecondsTimeout);

    void Commit(ConsumeResult<TKey, TValue> result);

    void Seek(ConsumeResult<TKey, TValue> result);
}
