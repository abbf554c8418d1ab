using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Tests.Graph;

public sealed class ConfiguredRoutesTests
{
    private const string Library = """
        namespace FastEndpoints;
        public abstract class BaseEndpoint
        {
            public virtual void Configure() { }
            protected void Post(params string[] routes) { }
            protected void Get(string route, params object[] more) { }
        }
        public abstract class Endpoint<TRequest> : BaseEndpoint
        {
            public virtual Task HandleAsync(TRequest request, CancellationToken token) => Task.CompletedTask;
            public virtual Task<object?> ExecuteAsync(TRequest request, CancellationToken token) => Task.FromResult<object?>(null);
        }
        public abstract class EndpointWithoutRequest : BaseEndpoint
        {
            public virtual Task HandleAsync(CancellationToken token) => Task.CompletedTask;
        }
        """;

    [Fact]
    public void An_endpoint_answers_to_what_its_Configure_says()
    {
        var library = Compiled.Assembly("FastEndpoints", Library);
        var app = Compiled.Assembly("App", """
            using FastEndpoints;
            public sealed class Place : Endpoint<string>
            {
                public override void Configure() => Post("/orders");
                public override Task HandleAsync(string request, CancellationToken token) => Task.CompletedTask;
            }
            public sealed class Show : EndpointWithoutRequest
            {
                public override void Configure() { Get("/orders/{id}"); }
                public override Task HandleAsync(CancellationToken token) => Task.CompletedTask;
            }
            public sealed class Unsaid : Endpoint<int>
            {
                public override Task<object?> ExecuteAsync(int request, CancellationToken token) => Task.FromResult<object?>(request);
            }
            """, library);
        var catalogue = new Catalogue(BuiltInCatalogues.Read());
        var graph = GraphBuilder.Build([app.Facts()], catalogue);

        var entries = new EntryPoints(graph, catalogue, [], program: null, everythingVisible: false).Find();

        Assert.Equal(["ANY /Unsaid http Possibly", "GET /orders/{id} http No", "POST /orders http Yes"], entries.Select(e => $"{e.Title} {e.Kind} {e.Repeats}"));
    }
}
