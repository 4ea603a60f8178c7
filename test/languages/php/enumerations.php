<?php
enum Suit: string {
  case H = 'h';
  public function label(): string { return ''; }
}
enum Own {
  case A;
  public static function from(string $text): Suit { return Suit::H; }
}
function run(): void {
  Suit::from('h')->label();
  //               ^^^^^ call inferred Suit::label
  Suit::tryFrom('h')?->label();
  //                   ^^^^^ call inferred Suit::label
  foreach (Suit::cases() as $case) $case->label();
  //                                      ^^^^^ call inferred Suit::label
  Own::from('a')->label();
  //              ^^^^^ call inferred Suit::label
}
