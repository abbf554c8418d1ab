using FluentFTP;

namespace Corpus.Swallowing.Uploads;

// case: the upload fails, and nobody hears of it
public sealed class ProofArchive(IAsyncFtpClient ftp)
{
    public async Task KeepAsync(string proof, CancellationToken ct)
    {
        try
        {
            await ftp.UploadFile(proof, "/archive/" + proof, ct);
        }
        catch (Exception) // expect: IC2102
        {
        }
    }
}

// look-alike: asked again when it is there already, and the failure goes on to whoever waits
public sealed class ProofCopies(IAsyncFtpClient ftp)
{
    public async Task<bool> KeepAsync(string proof, CancellationToken ct)
    {
        try
        {
            return await ftp.UploadFile(proof, "/copies/" + proof, ct);
        }
        catch (IOException failure)
        {
            throw new InvalidOperationException("The copy of " + proof + " is not kept.", failure);
        }
    }
}
