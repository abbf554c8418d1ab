using System.Net;

namespace Corpus.Retries.Codes
{
    // case: a parcel is sent again while the answer is one of a set of codes, or above a number
    public sealed class Parcels(HttpClient http)
    {
        private static readonly HashSet<int> Transient = [502, 503, 504];
        private static readonly HashSet<HttpStatusCode> Busy = [HttpStatusCode.ServiceUnavailable, HttpStatusCode.TooManyRequests];

        public async Task<HttpStatusCode> SendAsync(string parcel)
        {
            HttpResponseMessage answer;
            var attempt = 0;
            do
            {
                answer = await http.PostAsync("/parcels", new StringContent(parcel)); // expect: IC1302
            }
            while (Transient.Contains((int)answer.StatusCode) && ++attempt < 3);

            return answer.StatusCode;
        }

        public async Task<HttpStatusCode> ReturnAsync(string parcel)
        {
            for (var attempt = 0; ; attempt++)
            {
                var answer = await http.PostAsync("/returns", new StringContent(parcel)); // expect: IC1302
                if (attempt == 2 || !Busy.Contains(answer.StatusCode))
                {
                    return answer.StatusCode;
                }

                await Task.Delay(100);
            }
        }

        public async Task<int> WeighAsync(string parcel)
        {
            var n = 0;
            while (true)
            {
                var answer = await http.PostAsync("/weights", new StringContent(parcel)); // expect: IC1302
                if ((int)answer.StatusCode < 500 || ++n == 3)
                {
                    return n;
                }
            }
        }

        public async Task<HttpResponseMessage> LabelAsync(string parcel)
        {
            for (var attempt = 1; ; attempt++)
            {
                var answer = await http.PostAsync("/labels", new StringContent(parcel)); // expect: IC1302
                if (answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway) || attempt == 3)
                {
                    return answer;
                }

                answer.Dispose();
                await Task.Delay(100);
            }
        }

        public async Task<int> StampAsync(string parcel)
        {
            var n = 0;
            var answer = await http.PostAsync("/stamps", new StringContent(parcel));
            while ((int)answer.StatusCode >= 500 && n++ < 3)
            {
                answer = await http.PostAsync("/stamps", new StringContent(parcel)); // expect: IC1302
            }

            return n;
        }
    }

    // look-alike: what is not there yet is asked for again
    public sealed class ParcelsToCome(HttpClient http)
    {
        public async Task<HttpResponseMessage> AwaitAsync(string parcel)
        {
            for (var attempt = 1; ; attempt++)
            {
                var answer = await http.PostAsync("/arrivals", new StringContent(parcel));
                if (answer.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.Accepted) || attempt == 3)
                {
                    return answer;
                }

                answer.Dispose();
                await Task.Delay(100);
            }
        }
    }

    // look-alike: a parcel for each turn; what a refusal ends; a put; a question until there is an answer
    public sealed class Pickups(HttpClient http)
    {
        private static readonly HashSet<int> Refusals = [400, 401, 403];
        private static readonly HashSet<int> Pending = [202, 404];

        public async Task<int> CollectAsync(Queue<string> parcels)
        {
            var sent = 0;
            while (true)
            {
                var answer = await http.PostAsync("/pickups", new StringContent("next " + sent));
                if ((int)answer.StatusCode >= 400)
                {
                    return sent;
                }

                sent++;
            }
        }

        public async Task<int> OfferAsync()
        {
            var sent = 0;
            while (true)
            {
                var answer = await http.PostAsync("/offers", new StringContent("next " + sent));
                if (Refusals.Contains((int)answer.StatusCode))
                {
                    return sent;
                }

                sent++;
            }
        }

        public async Task<int> LabelAsync(string label)
        {
            var n = 0;
            while (true)
            {
                var answer = await http.PutAsync("/labels/1", new StringContent(label));
                if ((int)answer.StatusCode < 500 || ++n == 3)
                {
                    return n;
                }
            }
        }

        public async Task<string> TraceAsync(string parcel)
        {
            var answer = await http.PostAsync("/traces", new StringContent(parcel));
            while (Pending.Contains((int)answer.StatusCode))
            {
                await Task.Delay(100);
                answer = await http.GetAsync("/traces/" + parcel);
            }

            return await answer.Content.ReadAsStringAsync();
        }
    }
}

namespace Corpus.Retries.Bounds
{
    // case: the bound of the inner loop stands in its when clause, and the handler waits
    public sealed class Ropes(HttpClient http)
    {
        public async Task<string> LengthAsync(CancellationToken token)
        {
            for (var i = 0; i < 2; i++)
            {
                try
                {
                    return await MeasureAsync(token); // expect: IC1301
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(100, token);
                }
            }

            throw new InvalidOperationException("no rope");
        }

        private async Task<string> MeasureAsync(CancellationToken token)
        {
            var left = 3;
            while (true)
            {
                try
                {
                    return await http.GetStringAsync("/ropes", token);
                }
                catch (HttpRequestException) when (--left > 0)
                {
                    await Task.Delay(100, token);
                }
            }
        }
    }

    // look-alike: two times two, which is within the budget
    public sealed class Sails(HttpClient http)
    {
        public async Task<string> AreaAsync(CancellationToken token)
        {
            for (var i = 0; i < 2; i++)
            {
                try
                {
                    return await MeasureAsync(token);
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(100, token);
                }
            }

            throw new InvalidOperationException("no sail");
        }

        private async Task<string> MeasureAsync(CancellationToken token)
        {
            for (var i = 1; ; i++)
            {
                try
                {
                    return await http.GetStringAsync("/sails", token);
                }
                catch (HttpRequestException) when (i < 2)
                {
                    await Task.Delay(100, token);
                }
            }
        }
    }
}
