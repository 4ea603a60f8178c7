// --- a/Before.php
<?php
namespace App\Mock;
use RuntimeException;
use App\Other\Client;
final class Before extends RuntimeException { function go() { return Client::ask(); } }
// --- a/RuntimeException.php
<?php
namespace App\Mock;
final class RuntimeException extends \RuntimeException { static function make() {} }
// --- a/Use.php
<?php
namespace App\Mock;
class User {
  function go() { throw new RuntimeException('x'); }
  //                        ^^^^^^^^^^^^^^^^ call exact App\Mock\RuntimeException
  function make() { RuntimeException::make(); }
  //                                  ^^^^ call exact RuntimeException::make
  function ask() { Client::ask(); }
  //                       ^^^ no call
}
// --- b/Client.php
<?php
namespace App\Other;
class Client { static function ask() {} }
