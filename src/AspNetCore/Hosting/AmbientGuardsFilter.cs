using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace IntentContracts.AspNetCore;

/// <summary>Makes the host's guards those of every request, before anything else in the pipeline runs.</summary>
internal sealed class AmbientGuardsFilter(IntentGuards guards, IdempotencyKeyPipeline pipeline) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(rest => async context =>
        {
            using (guards.Use())
            {
                await rest(context);
            }
        });
        next(app);
        pipeline.DemandComplete(app.ApplicationServices);
    };
}
