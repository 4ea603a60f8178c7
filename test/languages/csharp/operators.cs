class Money {
  public static Money operator +(Money a, Money b) => a;
  public static Money operator +(Money a, int b) => a;
  public static Money operator -(Money a) => a;
  public static bool operator ==(Money a, Money b) => true;
  public static bool operator !=(Money a, Money b) => true;
  public static Money operator ++(Money a) => a;
  public Money this[int at] { get => this; set {} }
  public Money this[string name] => this;
  public void Show() {}
  void Run(Money a, Money b, int n) {
    (a + b).Show();
    // ^ call exact Money.operator +
    //      ^^^^ call exact Money.Show
    var less = -a;
    //         ^ call exact Money.operator -
    less.Show();
    //   ^^^^ call exact Money.Show
    if (a == b || a != null) return;
    //    ^^ call exact Money.operator ==
    //              ^^ call exact Money.operator !=
    var next = a++;
    //          ^^ call exact Money.operator ++
    a += 1;
    //^^ call exact Money.operator +
    (a[1]).Show();
    // ^ call exact Money.this[]
    //     ^^^^ call exact Money.Show
    a["x"].Show();
    //     ^^^^ call exact Money.Show
    var both = this + b;
    //              ^ call exact Money.operator +
    n += 1;
    //^^ no call
    n = n + 2;
    //    ^ no call
  }
}
