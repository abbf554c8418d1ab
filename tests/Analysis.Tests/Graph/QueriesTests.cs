using IntentContracts.Analysis.Catalogues;
using IntentContracts.Analysis.Graph;

namespace IntentContracts.Analysis.Tests.Graph;

/// <summary>Where a query that was composed before runs.</summary>
public sealed class QueriesTests
{
    [Theory]
    [InlineData("object M() => db.Rows.ToList();", 1)]
    [InlineData("object M() => db.Rows.Where(r => r.Id > 1).AsNoTracking().ToDictionary(r => r.Id);", 1)]
    [InlineData("object M() => db.Rows.AsEnumerable().Where(r => r.Id > 1).ToArray();", 1)]
    [InlineData("object M() => new List<Row>(db.Rows);", 1)]
    [InlineData("object M() => string.Join(\",\", db.Rows.Select(r => r.Id));", 1)]
    [InlineData("void M() { foreach (var r in db.Rows) { } }", 1)]
    [InlineData("void M() { foreach (var r in db.Rows.OrderBy(r => r.Id)) { } }", 1)]
    [InlineData("async Task M() { await foreach (var r in db.Rows.AsAsyncEnumerable()) { } }", 1)]
    [InlineData("async Task M(CancellationToken t) { await foreach (var r in db.Rows.AsAsyncEnumerable().WithCancellation(t)) { } }", 1)]
    [InlineData("object M(IQueryable<Row> rows) => rows.ToList();", 1)]
    [InlineData("object M(bool b) { IQueryable<Row> q = db.Rows; if (b) { q = q.Where(r => r.Id > 1); } return q.ToList(); }", 1)]
    [InlineData("async Task<object> M(bool b) { IQueryable<Row> q = db.Rows; if (b) { q = q.Where(r => r.Id > 1); } await Task.Yield(); return q.ToList(); }", 1)]
    [InlineData("object M(IQueryable<Row> rows) { Func<object> f = () => rows.ToList(); return f; }", 1)]
    [InlineData("object M() => db.Rows.Where(r => r.Id > 1);", 0)]
    [InlineData("object M() => db.Rows.AsEnumerable().Where(r => r.Id > 1);", 0)]
    [InlineData("object M(List<Row> rows) => rows.Where(r => r.Id > 1).ToList();", 0)]
    [InlineData("object M(List<Row> rows) => rows.AsQueryable().Where(r => r.Id > 1).ToList();", 0)]
    [InlineData("object M(List<Row> rows) => rows.AsQueryable().Where(r => r.Id > 1).Count();", 0)]
    [InlineData("object M() => db.Rows.Count(r => r.Id > 1);", 1)]
    public void A_query_runs_where_it_is_enumerated(string member, int reads)
    {
        foreach (var how in new[] { CompileAs.Debug, CompileAs.Release })
        {
            var facts = Compiled.Assembly(how, "Snippet", $$"""
                using Microsoft.EntityFrameworkCore;
                public class Row { public int Id { get; set; } }
                public class Db : DbContext { public DbSet<Row> Rows => Set<Row>(); }
                public class C(Db db) { public {{member}} }
                """).Facts();
            var graph = GraphBuilder.Build([facts], new Catalogue(BuiltInCatalogues.Read()));
            Assert.Equal(reads, graph.Nodes.SelectMany(n => n.Effects).Count(e => e.Category == EffectCategory.DbRead));
        }
    }
}
