// --- src/Shop/Item.php
<?php
namespace Shop;

use Shop\Util\{Tools, Names as N};
use function Shop\Util\twice;
use function Shop\Util\thrice as three;

interface Priced { public function price(): int; }

abstract class Base implements Priced
//                             ^^^^^^ implements exact Shop\Priced
{
    protected static ?Base $last = null;
    public const LIMIT = 3;

    public function __construct(protected readonly Tools $tools, private string $name = '') {}

    public static function create(): static { return new static(new Tools()); }
    //                                                              ^^^^^ call exact Tools
    public function price(): int { return self::LIMIT * count([]); }
    //                                          ^^^^^ ref exact Base::LIMIT
    public function name(): string { return $this->name; }
    //                                             ^^^^ ref exact Base::$name
    public function describe(): string { return $this->tools->show($this); }
    //                                                        ^^^^ call inferred Tools::show
    abstract public function next(): self;
}

final class Item extends Base
//                       ^^^^ inherits exact Shop\Base
{
    public function __construct(Tools $tools)
    {
        parent::__construct($tools, 'item');
        //      ^^^^^^^^^^^ call exact Base::__construct
        self::$last = $this;
        //    ^^^^^ ref exact Base::$last
    }
    public function describe(): string
    {
        return parent::describe() . $this->price() . N::upper($this->name());
        //             ^^^^^^^^ call exact Base::describe
        //                                 ^^^^^ call exact Base::price
        //                                              ^^^^^ call exact Util\Names::upper
        //                                                           ^^^^ call exact Base::name
    }
    public function next(): self { return new self($this->tools); }
    //                                        ^^^^ call exact Item::__construct
}

function run(Item $item, ?Priced $other): void
{
    $item->next()->next()->describe();
    //     ^^^^ call inferred Item::next
    //             ^^^^ call inferred Item::next
    //                     ^^^^^^^^ call inferred Item::describe
    Item::create()->describe();
    //    ^^^^^^ call exact Base::create
    //              ^^^^^^^^ call inferred Item::describe
    $other?->price();
    //       ^^^^^ call inferred Priced::price
    twice(three(1));
    //^^^ call exact Util\twice
    //    ^^^^^ call exact Util\thrice
    helper();
    //^^^^ call exact helper
    \Shop\Util\twice(2);
    //         ^^^^^ call exact Util\twice
    namespace\Util\twice(2);
    //             ^^^^^ call exact Util\twice
    $make = Item::class;
    (new $make(new Tools()))->next();
    //                        ^^^^ call inferred Item::next
    $item->$other();
    //     ^^^^^^ no call
}
// --- lib/helper.php
<?php
function helper() { return new Shop\Item(new Shop\Util\Tools); }
//                                  ^^^^ call exact Shop\Item::__construct
//                                                     ^^^^^ call exact Util\Tools
function twice() {}
// --- src/Shop/Util/Tools.php
<?php
namespace Shop\Util;

use Shop\Base;

class Tools
{
    public function show(Base $base): string { return $base->name(); }
    //                                                       ^^^^ call inferred Base::name
}
class Names
{
    public static function upper(string $name): string { return strtoupper($name); }
}
function twice(int $x): int { return $x * 2; }
function thrice(int $x): int { return twice($x) + $x; }
//                                    ^^^^^ call exact Util\twice
