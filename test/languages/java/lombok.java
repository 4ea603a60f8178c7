// --- shop/User.java
package shop;

import lombok.AllArgsConstructor;
import lombok.Builder;
import lombok.Data;
import lombok.NoArgsConstructor;

@Data
@Builder(toBuilder = true)
@AllArgsConstructor
@NoArgsConstructor
class User {
  private String name;
  private Address address;
  private boolean isActive;
  private final int age = 0;
  String getName() { return name; }
}
// --- shop/Address.java
package shop;

import lombok.*;
import lombok.experimental.Accessors;

@Value
class Address {
  String city;
  Zip zip;
}
@RequiredArgsConstructor(staticName = "make")
class Zip {
  @Getter @Setter private Code code;
  @Getter(AccessLevel.NONE) private final Address home;
  @Getter private static int count;
}
@Accessors(fluent = true)
@Getter @Setter @With
class Code {
  private int digits;
  void check() {}
}
// --- shop/Plain.java
package shop;

class Plain { private Code code; }
// --- shop/Use.java
package shop;

class Use {
  void run(User u, Zip zip, Code code, Plain plain) {
    u.getAddress().getZip().getCode().check();
    //                                ^^^^^ call exact Code.check
    //                      ^^^^^^^ call exact Zip.getCode
    //             ^^^^^^ call exact Address.getZip
    //^^^^^^^^^^ call exact User.getAddress
    u.setActive(u.isActive());
    //^^^^^^^^^ call exact User.setActive
    //            ^^^^^^^^ call exact User.isActive
    u.getName();
    //^^^^^^^ call exact User.getName
    u.setAge(1);
    //^^^^^^ no call
    User v = User.builder().name("a").address(null).build();
    //            ^^^^^^^ call exact User.builder
    //                      ^^^^ call exact UserBuilder.name
    //                                ^^^^^^^ call exact UserBuilder.address
    //                                              ^^^^^ call exact UserBuilder.build
    v.toBuilder().build().getAddress();
    //            ^^^^^ call exact UserBuilder.build
    //                    ^^^^^^^^^^ call exact User.getAddress
    new User("a", null, true);
    //  ^^^^ call exact User.User
    zip.getHome();
    //  ^^^^^^^ no call
    Zip.make(null).setCode(code.digits(3).withDigits(4));
    //  ^^^^ call exact Zip.make
    //             ^^^^^^^ call exact Zip.setCode
    //                          ^^^^^^ call exact Code.digits
    //                                    ^^^^^^^^^^ call exact Code.withDigits
    Zip.getCount();
    //  ^^^^^^^^ call exact Zip.getCount
    plain.getCode();
    //    ^^^^^^^ no call
  }
}
