// --- core.php
<?php
namespace App\Core {
    use App\Other;

    final class Core { public function run(): int { return 1; } }
}

namespace {
    use App\Core\Core;

    function start() { return (new Core())->run(); }
    //                             ^^^^ call exact App\Core\Core
    //                                      ^^^ call inferred Core::run
}
// --- main.php
<?php
namespace App;

use App\Core\Core;

function main() { (new Core())->run(); }
//                     ^^^^ call exact App\Core\Core
//                              ^^^ call inferred Core::run
