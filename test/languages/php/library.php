<?php
namespace App;

use ArrayObject;
use InvalidArgumentException as Invalid;

class Task
{
    public function __construct(private int $weight = 0) {}
    public function run(): void {}
    public static function compare(Task $a, Task $b): int { return $a->weight() <=> $b->weight(); }
    //                                                                 ^^^^^^ call inferred Task::weight
    public function weight(): int { return $this->weight; }
}
class TaskError extends \RuntimeException { public function hint(): string { return $this->getMessage(); } }
//                                                                                         ^^^^^^^^^^ call external php:RuntimeException.getMessage

class Queue implements \IteratorAggregate
{
    /** @var Task[] */
    private array $tasks = [];

    public function getIterator(): \ArrayIterator { return new \ArrayIterator($this->tasks); }
    //                                                          ^^^^^^^^^^^^^ call external php:ArrayIterator
    public function run(): void
    {
        array_map(fn ($task) => $task->run(), $this->tasks);
        //                             ^^^ call inferred Task::run
        usort($this->tasks, [Task::class, 'compare']);
        usort($this->tasks, Task::compare(...));
        //                        ^^^^^^^ call inferred Task::compare
        usort($this->tasks, 'App\Task::compare');
        //                   ^^^^^^^^^^^^^^^^^ call inferred Task::compare
        array_map('App\\weigh', $this->tasks);
        //              ^^^^^ call inferred App\weigh
        call_user_func([$this, 'run']);
        //                      ^^^ call inferred Queue::run
        $later = [$this, 'getIterator'];
        //                ^^^^^^^^^^^ ref exact Queue::getIterator
        foreach (array_filter(array_values($this->tasks)) as $task) $task->run();
        //                                                                 ^^^ call inferred Task::run
        end($this->tasks)->run();
        //                 ^^^ call inferred Task::run
        try {
            throw new TaskError('x');
            //        ^^^^^^^^^ call exact App\TaskError
        } catch (TaskError $e) {
            $e->hint();
            //  ^^^^ call inferred TaskError::hint
            $e->getMessage();
            //  ^^^^^^^^^^ call external php:RuntimeException.getMessage
        } catch (Invalid | \LogicException $e) {
            $e->getCode();
            //  ^^^^^^^ call external php:LogicException.getCode
            //  ^^^^^^^ call external php:InvalidArgumentException.getCode
        }
        (new ArrayObject([]))->count();
        //   ^^^^^^^^^^^ call external php:ArrayObject
        strlen('a');
    //  ^^^^^^ call external php:strlen
    }
}
function weigh(Task $task): int { return $task->weight(); }
