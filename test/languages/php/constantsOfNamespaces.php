// --- src/limits.php
<?php
namespace A;
const LIMIT = 3;
// --- src/use.php
<?php
namespace B;
use const A\LIMIT;
function run(): int { return LIMIT + \A\LIMIT; }
//                           ^^^^^ ref exact A\LIMIT
