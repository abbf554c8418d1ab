using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

// Helpers that save when they are told to.
namespace Corpus.Transactions.ToldNotTo
{
    public sealed class Parcel
    {
        public int Id { get; set; }
        public string Street { get; set; } = "";
    }

    public sealed class Letter
    {
        public int Id { get; set; }
        public string Text { get; set; } = "";
    }

    public sealed class PostDb : DbContext
    {
        public DbSet<Parcel> Parcels => Set<Parcel>();

        public DbSet<Letter> Letters => Set<Letter>();
    }

    // look-alike: every caller saves by itself, so that there is no failure to swallow here
    public sealed class ParcelStore(PostDb db, ILogger<ParcelStore> log)
    {
        public async Task<bool> AddAsync(Parcel parcel, bool save = true)
        {
            db.Parcels.Add(parcel);
            try
            {
                if (save)
                {
                    await db.SaveChangesAsync();
                }
            }
            catch (DbUpdateException e)
            {
                log.LogError(e, "parcel");
                return false;
            }

            return true;
        }
    }

    public sealed class Accepting(PostDb db, ParcelStore parcels)
    {
        public async Task AcceptAsync(Parcel parcel)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await parcels.AddAsync(parcel, save: false);
            db.Letters.Add(new Letter());
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }
    }

    // case: of two callers one has it save
    public sealed class LetterStore(PostDb db, ILogger<LetterStore> log)
    {
        public async Task<bool> AddAsync(Letter letter, bool save = true)
        {
            db.Letters.Add(letter);
            try
            {
                if (save)
                {
                    await db.SaveChangesAsync();
                }
            }
            catch (DbUpdateException e) // expect: IC1104
            {
                log.LogError(e, "letter");
                return false;
            }

            return true;
        }
    }

    public sealed class Writing(PostDb db, LetterStore letters)
    {
        public async Task WriteAsync(Letter letter)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await letters.AddAsync(letter, save: false);
            db.Parcels.Add(new Parcel());
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }

        public async Task WriteAtOnceAsync(Letter letter)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await letters.AddAsync(letter);
            db.Parcels.Add(new Parcel());
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        }
    }

    public interface IParcelBook
    {
        Task<int> EnterAsync(Parcel parcel, bool save);
    }

    public sealed class ParcelBook(PostDb db) : IParcelBook
    {
        public async Task<int> EnterAsync(Parcel parcel, bool save)
        {
            db.Parcels.Add(parcel);
            return save ? await db.SaveChangesAsync() : 0;
        }
    }

    // look-alike: who sends has the save made there, and who does not has it made at once
    public sealed class OneFlag(PostDb db, IParcelBook book, bool isSent)
    {
        private readonly bool _isSent = isSent;

        public async Task TakeAsync(Parcel parcel)
        {
            await book.EnterAsync(parcel, !_isSent);
            if (_isSent)
            {
                db.Letters.Add(new Letter());
                await db.SaveChangesAsync();
            }
        }

        public async Task ReturnAsync(Parcel parcel)
        {
            if (!_isSent)
            {
                db.Letters.Add(new Letter());
                await db.SaveChangesAsync();
            }

            await book.EnterAsync(parcel, _isSent);
        }
    }

    // case: the flag itself has both made, and of two flags each may be what it likes
    public sealed class TwoFlags(PostDb db, IParcelBook book, bool isSent, bool isHeavy)
    {
        private readonly bool _isSent = isSent;
        private readonly bool _isHeavy = isHeavy;

        public async Task TakeAsync(Parcel parcel)
        {
            await book.EnterAsync(parcel, _isSent);
            if (_isSent)
            {
                db.Letters.Add(new Letter());
                await db.SaveChangesAsync(); // expect: IC1101
            }
        }

        public async Task WeighAsync(Parcel parcel)
        {
            await book.EnterAsync(parcel, !_isHeavy);
            if (_isSent)
            {
                db.Letters.Add(new Letter());
                await db.SaveChangesAsync(); // expect: IC1101
            }
        }
    }

    // case: a flag that is set in between
    public sealed class ChangingFlag(PostDb db, IParcelBook book)
    {
        private bool _isSent;

        public async Task TakeAsync(Parcel parcel)
        {
            await book.EnterAsync(parcel, !_isSent);
            _isSent = parcel.Street.Length > 0;
            if (_isSent)
            {
                db.Letters.Add(new Letter());
                await db.SaveChangesAsync(); // expect: IC1101
            }
        }
    }

    public interface INotes
    {
        Task NoteAsync(string to, string template, bool save = true);

        Task NoteAsync(string to, string template, Dictionary<string, string> values, bool save = true);

        Task NoteAsync(Letter letter, bool save = true);
    }

    public interface ILetterBook
    {
        Task<int> EnterAsync(Letter letter, bool save);
    }

    public sealed class LetterBook(PostDb db) : ILetterBook
    {
        public async Task<int> EnterAsync(Letter letter, bool save)
        {
            db.Letters.Add(letter);
            if (save)
            {
                await db.SaveChangesAsync();
            }

            return letter.Id;
        }
    }

    public sealed class Notes(ILetterBook book) : INotes
    {
        public async Task NoteAsync(string to, string template, bool save = true) =>
            await NoteAsync(to, template, new Dictionary<string, string> { ["to"] = to }, save);

        public async Task NoteAsync(string to, string template, Dictionary<string, string> values, bool save = true) =>
            await NoteAsync(new Letter { Text = template + values.Count + to }, save);

        public async Task NoteAsync(Letter letter, bool save = true)
        {
            if (letter.Text.Length > 0)
            {
                await book.EnterAsync(letter, save);
            }
        }
    }

    // look-alike: a constant that a row of overloads hands on
    public sealed class Forwarding(PostDb db, INotes notes)
    {
        public async Task ForwardAsync(Parcel parcel)
        {
            parcel.Street = "";
            await db.SaveChangesAsync();
            await notes.NoteAsync("desk", "forwarded", save: false);
        }
    }

    // case: the same row of overloads, told to save
    public sealed class ForwardingAtOnce(PostDb db, INotes notes)
    {
        public async Task ForwardAsync(Parcel parcel)
        {
            parcel.Street = "";
            await db.SaveChangesAsync();
            await notes.NoteAsync("desk", "forwarded"); // expect: IC1101
        }
    }
}
