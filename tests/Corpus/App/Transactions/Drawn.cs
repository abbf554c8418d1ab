using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.CompilerServices;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;

// Components as the compiler of Razor writes them: what they hand over runs on events of its own.
namespace Corpus.Transactions.Drawn
{
    public sealed class Vase
    {
        public int Id { get; set; }
        public int Shelf { get; set; }
    }

    public sealed class PotteryDb : DbContext
    {
        public DbSet<Vase> Vases => Set<Vase>();
    }

    public sealed class Shelves(PotteryDb db)
    {
        public async Task PutAsync(Vase vase)
        {
            db.Vases.Add(vase);
            await db.SaveChangesAsync();
        }

        public async Task TakeAsync(int id) => await db.Vases.Where(v => v.Id == id).ExecuteDeleteAsync();
    }

    // look-alike: a button to put one up, and one for each that takes it away
    public sealed class Cabinet : ComponentBase
    {
        private readonly List<Vase> _vases = [];

        [Inject]
        public required Shelves Shelves { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder __builder)
        {
            __builder.OpenElement(0, "button");
            __builder.AddAttribute(1, "onclick", EventCallback.Factory.Create<MouseEventArgs>(this, PutAsync));
            __builder.CloseElement();
            foreach (var vase in _vases)
            {
                __builder.OpenElement(2, "button");
                __builder.AddAttribute(3, "onclick", EventCallback.Factory.Create<MouseEventArgs>(this, () => Shelves.TakeAsync(vase.Id)));
                __builder.CloseElement();
            }
        }

        private Task PutAsync() => Shelves.PutAsync(new Vase());
    }

    // look-alike: two fields that are bound, each of which stores what is typed, and a part that another component draws
    public sealed class Kiln : ComponentBase
    {
        private int _first;
        private int _second;

        [Inject]
        public required Shelves Shelves { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder __builder)
        {
            __builder.AddAttribute(0, "onchange", EventCallback.Factory.CreateBinder(this, RuntimeHelpers.CreateInferredBindSetter(callback: async (int value) => { _first = value; await Shelves.PutAsync(new Vase { Shelf = value }); }, value: _first), _first));
            __builder.AddAttribute(1, "onchange", EventCallback.Factory.CreateBinder(this, RuntimeHelpers.CreateInferredBindSetter(callback: async (int value) => { _second = value; await Shelves.TakeAsync(value); }, value: _second), _second));
            __builder.AddAttribute(2, "ChildContent", (RenderFragment)(inner =>
            {
                inner.AddAttribute(3, "Fired", RuntimeHelpers.CreateInferredEventCallback(this, FiredAsync, _first));
                inner.AddAttribute(4, "onclick", Silent.Run(BrokenAsync));
            }));
        }

        private Task FiredAsync(int shelf) => Shelves.PutAsync(new Vase { Shelf = shelf });

        private Task BrokenAsync() => Shelves.TakeAsync(_first);
    }

    /// <summary>Handlers that draw nothing again.</summary>
    public static class Silent
    {
        public static Func<Task> Run(Func<Task> handler) => new Receiver(handler).RunAsync;

        private sealed class Receiver(Func<Task> handler)
        {
            public Task RunAsync() => handler();
        }
    }

    // case: one handler that commits twice
    public sealed class Workbench : ComponentBase
    {
        [Inject]
        public required Shelves Shelves { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder __builder) =>
            __builder.AddAttribute(0, "onclick", EventCallback.Factory.Create<MouseEventArgs>(this, MoveAsync));

        private async Task MoveAsync()
        {
            await Shelves.TakeAsync(1);
            await Shelves.PutAsync(new Vase { Shelf = 2 }); // expect: IC1101
        }
    }
}
