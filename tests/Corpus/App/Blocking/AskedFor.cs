namespace Corpus.Blocking.AskedFor
{
    // look-alike: nobody asks for what waits
    internal sealed class Catalogs(HttpClient http)
    {
        public async Task<string> ShowAsync(string path) => Head(path, whole: false) + await http.GetStringAsync(path);

        internal static string Head(string path, bool whole)
        {
            if (whole)
            {
                return File.ReadAllText(path);
            }

            return path;
        }
    }

    // case: somebody does
    internal sealed class Prints(HttpClient http)
    {
        public async Task<string> ShowAsync(string path) => Head(path, whole: false) + await http.GetStringAsync(path);

        public async Task<string> PrintAsync(string path) => Head(path, whole: true) + await http.GetStringAsync(path);

        internal static string Head(string path, bool whole)
        {
            if (whole)
            {
                return File.ReadAllText(path); // expect: IC3001
            }

            return path;
        }
    }
}
