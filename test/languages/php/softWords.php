<?php
class Tag {
  public function class(string $name): static { return $this; }
  public function list(): static { return $this->class('a'); }
  //                                             ^^^^^ call exact Tag::class
  public static function match(): self { return new self(); }
  //                                                ^^^^ call exact Tag
  public function name(): string { return $this::class; }
}
function enum(): Tag { return Tag::match()->class('b')->list(); }
//                                 ^^^^^ call exact Tag::match
//                                          ^^^^^ call inferred Tag::class
//                                                      ^^^^ call inferred Tag::list
    enum();
//  ^^^^ call exact enum
function run(Tag $tag): void {
  enum()->class('c');
  //      ^^^^^ call inferred Tag::class
    enum();
  //^^^^ call exact enum
}
enum Suit: string { case Hearts = 'h'; }
