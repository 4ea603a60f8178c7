<?php
namespace App;

trait Logs
{
    private ?Writer $writer = null;
    public function log(string $text): static { $this->writer->write($text); return $this; }
    //                                                         ^^^^^ call inferred Writer::write
    public function flush(): void {}
}
trait Keeps { public function flush(): void {} public function keep(): void {} }

class Writer { public function write(string $text): void {} }
class Parent_ { public function keep(): void {} }

class Service extends Parent_
{
    use Logs, Keeps { Logs::flush insteadof Keeps; Keeps::flush as protected drop; keep as hold; }

    public function run(): void
    {
        $this->log('a')->log('b')->run();
        //     ^^^ call exact Logs::log
        //               ^^^ call exact Logs::log
        //                         ^^^ call inferred Service::run
        $this->flush();
        //     ^^^^^ call exact Logs::flush
        $this->drop();
        //     ^^^^ call exact Keeps::flush
        $this->keep();
        //     ^^^^ call exact Keeps::keep
        $this->hold();
        //     ^^^^ call exact Keeps::keep
        $f = $this->keep(...);
        //          ^^^^ no call
        //          ^^^^ ref exact Keeps::keep
        $f();
        // <- ^ call exact Keeps.keep
        array_map(fn (Writer $w) => $w->write($this->log('x')), []);
        //                              ^^^^^ call inferred Writer::write
        //                                           ^^^ call exact Logs::log
        $g = function () use ($f): Writer { $this->flush(); return new Writer; };
        //                                         ^^^^^ call exact Logs::flush
        $g()->write('y');
        //    ^^^^^ call inferred Writer::write
        $h = new class($this) extends Writer {
            public function __construct(private Service $service) {}
            public function write(string $text): void { parent::write($text); $this->service->run(); }
            //                                                  ^^^^^ call exact Writer::write
            //                                                                               ^^^ call inferred Service::run
        };
    }
}

enum Suit: string
{
    case Hearts = 'h';
    case Spades = 's';
    const WILD = self::Spades;
    public function label(): string { return ucfirst($this->value); }
    public static function pick(): self { return self::Hearts; }
    //                                                 ^^^^^^ ref exact Suit::Hearts
}
function suits(): void
{
    Suit::Hearts->label();
    //            ^^^^^ call inferred Suit::label
    Suit::pick()->label();
    //    ^^^^ call exact Suit::pick
    //            ^^^^^ call inferred Suit::label
}
