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
// --- Shop/Shop.csproj
<Project><ItemGroup>
  <!-- <ProjectReference Include="..\Bank\Bank.csproj" /> -->
  <ProjectReference Include="..\Store\Store.csproj" />
  <Compile Include="..\Shared\**\*.cs" LinkBase="Shared" />
</ItemGroup></Project>
// --- Shop/Order.cs
using Common.Tools;

namespace Common {
  partial class Part { void Go() { Own(); Theirs(); } }
  //                               ^^^ call exact Part.Own in Shop/Parts.cs
  //                                      ^^^^^^ no call
  class Order {
    void Pay(Ledger ledger, Clock clock) {
      ledger.Write();
      //     ^^^^^ call exact Ledger.Write in Store/Ledger.cs
      clock.Tick();
      //    ^^^^ call exact Clock.Tick in Shop/Clock.cs
      new Desk().Open();
      //         ^^^^ call exact Desk.Open in Shared/a/Desk.cs
    }
  }
}
// --- Shop/Parts.cs
namespace Common { partial class Part { void Own() {} } }
// --- Shop/Clock.cs
namespace Common { class Clock { public void Tick() {} } }
// --- Shared/a/Desk.cs
namespace Common { class Desk { public void Open() {} } }
// --- Store/Store.csproj
<Project><ItemGroup><ProjectReference Include="../Deep/Deep.csproj" /></ItemGroup></Project>
// --- Store/Ledger.cs
namespace Common.Tools { public class Ledger { public void Write() {} } }
// --- Store/Clock.cs
namespace Common { public class Clock { public void Tick() {} } }
// --- Bank/Bank.csproj
<Project></Project>
// --- Bank/Ledger.cs
namespace Common.Tools { public class Ledger { public void Write() {} } }
namespace Common {
  partial class Part { void Theirs() {} }
  public class Desk { public void Open() {} }
  class Vault {
    void Close(Common.Tools.Ledger ledger) { ledger.Write(); }
    //                                              ^^^^^ call exact Ledger.Write in Bank/Ledger.cs
  }
}
// --- Deep/Deep.csproj
<Project></Project>
