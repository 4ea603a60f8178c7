<?php
namespace App;

use App\Model\User as Person;

class Post { public function title(): string { return ''; } }

/**
 * @template T of object
 * @implements \IteratorAggregate<int, T>
 */
class Bag implements \IteratorAggregate
{
    /** @var T[] */
    private array $items = [];
    /** @return T */
    public function first() { return $this->items[0]; }
    /** @param callable(T): void $each */
    public function each(callable $each): void { foreach ($this->items as $item) $each($item); }
    /** @return \Traversable<int, T> */
    public function getIterator(): \Traversable { yield from $this->items; }
}

/**
 * @property-read Post $latest
 * @method static Bag<Post> found(string $name)
 * @method Post|null get(int $id)
 */
class Store
{
    /** @var Bag<Post> the posts */
    public $posts;
    /** @var array<string, Post> */
    protected array $byName = [];

    /**
     * @param Post[]    $posts
     * @param Person|null $person
     * @return list<Person>
     */
    public function take(array $posts, $person): array
    {
        foreach ($posts as $key => $post) $post->title();
        //                                       ^^^^^ call inferred Post::title
        $person->name();
        //       ^^^^ call inferred User::name
        $this->byName['x']->title();
        //                  ^^^^^ call inferred Post::title
        return [$person];
    }
    public function run(Store $store): void
    {
        foreach ($store->take([], null) as $person) $person->name();
        //                                                   ^^^^ call inferred User::name
        $store->latest->title();
        //              ^^^^^ call inferred Post::title
        Store::found('a')->first()->title();
        //     ^^^^^ call exact Store::found
        //                 ^^^^^ call inferred Bag::first
        //                          ^^^^^ call inferred Post::title
        $store->get(1)?->title();
        //      ^^^ call inferred Store::get
        //               ^^^^^ call inferred Post::title
        $store->posts->first()->title();
        //                      ^^^^^ call inferred Post::title
        foreach ($store->posts as $one) { $one->title(); }
        //                                      ^^^^^ call inferred Post::title
        $store->posts->each(function ($one) { $one->title(); });
        //                                          ^^^^^ call inferred Post::title
        /** @var Post $made */
        $made = unserialize('');
        $made->title();
        //     ^^^^^ call inferred Post::title
        $any = $this->any(Post::class);
        $any->title();
        //    ^^^^^ call inferred Post::title
        if ($store instanceof Special) { $store->special(); }
        //                                       ^^^^^^^ call inferred Special::special
    }
    /**
     * @template C of object
     * @param class-string<C> $class
     * @return C
     */
    public function any(string $class) { return new $class; }
}
class Special extends Store { public function special(): void {} }
// --- Model/User.php
<?php
namespace App\Model;
class User { public function name(): string { return ''; } }
