// --- App/App.csproj
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><ProjectReference Include="..\Lib\Lib.csproj" /><Using Include="Lib.Tools" /></ItemGroup>
</Project>
// --- App/Globals.cs
global using Lib.Models;
global using static Lib.Helpers.Texts;
// --- App/Use.cs
namespace App;

class Use(Tool tool) {
  void Run(List<Money> list) {
    tool.Chain();
    //   ^^^^^ call exact Tool.Chain
    var text = Shout("a").Twice();
    //         ^^^^^ call exact Texts.Shout
    //                    ^^^^^ call exact Texts.Twice
    list.First().Show();
    //           ^^^^ call exact Money.Show
    new Money().Show();
    //          ^^^^ call exact Money.Show
  }
}
// --- Lib/Lib.csproj
<Project Sdk="Microsoft.NET.Sdk"></Project>
// --- Lib/Models/Money.cs
namespace Lib.Models { public class Money { public void Show() {} } }
// --- Lib/Tools/Tool.cs
namespace Lib.Tools { public class Tool { public Tool Chain() => this; } }
// --- Lib/Helpers/Texts.cs
namespace Lib.Helpers {
  public static class Texts {
    public static string Shout(string s) => s;
    public static string Twice(this string s) => s;
  }
}
// --- Lib/Other.cs
namespace Lib.Others {
  class Other {
    void Run() { Shout("a"); new Money(); }
    //           ^^^^^ no call
    //                           ^^^^^ no call
  }
}
