namespace Corpus.Retries.NextInputs
{
    public sealed class Seal
    {
        public byte[] Wax { get; set; } = [];
    }

    public static class Press
    {
        public static int Read(byte[] wax) => BitConverter.ToInt32(wax);
    }

    // look-alike: what could not be read is tried without its last byte: another input each time
    public sealed class Trimmed
    {
        private byte[] _last = [];

        public int OfLocal(Seal seal)
        {
            var wax = seal.Wax;
            for (var i = 0; i < 3; i++)
            {
                try
                {
                    return Press.Read(wax);
                }
                catch (Exception)
                {
                    wax = wax.SkipLast(1).ToArray();
                }
            }

            return 0;
        }

        public int OfParameter(byte[] wax)
        {
            for (var i = 0; i < 3; i++)
            {
                try
                {
                    return Press.Read(wax);
                }
                catch
                {
                    wax = wax.SkipLast(1).ToArray();
                }
            }

            return 0;
        }

        public int OfField(byte[] wax)
        {
            _last = wax;
            for (var i = 0; i < 3; i++)
            {
                try
                {
                    return Press.Read(_last);
                }
                catch
                {
                    _last = _last.SkipLast(1).ToArray();
                }
            }

            return 0;
        }

        public int OfProperty(Seal seal)
        {
            for (var i = 0; i < 3; i++)
            {
                try
                {
                    return Press.Read(seal.Wax);
                }
                catch
                {
                    seal.Wax = seal.Wax.SkipLast(1).ToArray();
                }
            }

            return 0;
        }

        public async Task<int> OfAwaitedAsync(byte[] wax, HttpClient http)
        {
            for (var i = 0; i < 3; i++)
            {
                try
                {
                    using var read = await http.PutAsync("/press", new ByteArrayContent(wax));
                    return (int)read.StatusCode;
                }
                catch (Exception e)
                {
                    Console.WriteLine(e);
                    wax = wax.SkipLast(1).ToArray();
                }
            }

            return 0;
        }
    }

    // case: the same input each time
    public sealed class Unchanged
    {
        private byte[] _tried = [];

        public int OfParameter(byte[] wax)
        {
            for (var i = 0; i < 3; i++)
            {
                try
                {
                    return Press.Read(wax);
                }
                catch (Exception) // expect: IC1307
                {
                    _tried = _tried.Append((byte)i).ToArray();
                }
            }

            return 0;
        }

        public int OfProperty(Seal seal, Seal other)
        {
            for (var i = 0; i < 3; i++)
            {
                try
                {
                    return Press.Read(seal.Wax);
                }
                catch (Exception) // expect: IC1307
                {
                    other.Wax = other.Wax.SkipLast(1).ToArray();
                }
            }

            return 0;
        }

        public int OfTheBeginning(Seal seal)
        {
            var wax = seal.Wax;
            for (var i = 0; i < 3; i++)
            {
                try
                {
                    return Press.Read(wax);
                }
                catch (Exception) // expect: IC1307
                {
                    wax = seal.Wax;
                }
            }

            return 0;
        }
    }
}
