namespace IntentContracts.Benchmarks.Scale;

/// <summary>The synthetic solution as files that <c>dotnet build</c> takes: for <c>scale-build.sh</c>, and for looking at it.</summary>
internal static class SyntheticFolder
{
    /// <param name="version">Of the package IntentContracts that its projects reference.</param>
    public static void Write(IReadOnlyList<SyntheticProject> projects, string folder, string version)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "Directory.Build.props"), $"""
            <Project>
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <NoWarn>$(NoWarn);NU1603</NoWarn>
              </PropertyGroup>
              <ItemGroup>
                <Using Include="System.Net.Http" />
                <PackageReference Include="IntentContracts" Version="{version}" />
                <PackageReference Include="Microsoft.EntityFrameworkCore" Version="10.0.11" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(
            Path.Combine(folder, "Synthetic.slnx"),
            "<Solution>\n" + string.Concat(projects.Select(p => $"  <Project Path=\"{p.Name}/{p.Name}.csproj\" />\n")) + "</Solution>\n");
        foreach (var project in projects)
        {
            Directory.CreateDirectory(Path.Combine(folder, project.Name));
            foreach (var (name, text) in project.Files)
            {
                File.WriteAllText(Path.Combine(folder, project.Name, name), text + "\n");
            }

            var kind = project.IsProgram ? "<PropertyGroup><OutputType>Exe</OutputType></PropertyGroup>" : "";
            var references = string.Concat(project.References.Select(r => $"<ProjectReference Include=\"../{r}/{r}.csproj\" />"));
            File.WriteAllText(
                Path.Combine(folder, project.Name, project.Name + ".csproj"),
                $"<Project Sdk=\"Microsoft.NET.Sdk\">{kind}<ItemGroup>{references}</ItemGroup></Project>\n");
        }
    }
}
