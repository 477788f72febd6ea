/// Passwords that are tried first, in lower case: those that lead every published list, and what is
/// near at hand in a clinic.
enum CommonPasswords {
  static let all = Set(list.split(separator: " ").map(String.init))

  private static let list = """
    password passwort passwd pass letmein letmeinnow welcome welcome1 admin administrator login \
    master monkey dragon qwerty qwertyuiop qwertyui qwerty123 qwerty1 azerty asdfgh asdfghjkl \
    asdfasdf zxcvbn zxcvbnm zxcvbnm1 1qaz2wsx qazwsx qazwsxedc 1q2w3e4r 1q2w3e4r5t q1w2e3r4 \
    q1w2e3r4t5 zaq12wsx 123qwe 123qweasd qwe123 abc123 abcd1234 abcdefgh abcdef a1b2c3d4 aa123456 \
    a123456789 123456 1234567 12345678 123456789 1234567890 12345 123123 123123123 111111 \
    11111111 000000 00000000 121212 12121212 112233 11223344 123321 12344321 654321 87654321 \
    987654321 0987654321 666666 888888 88888888 777777 999999 555555 222222 131313 101010 \
    147258369 159753 147852 789456 789456123 456789 159357 741852963 123654 321321 456456 \
    1111111111 5201314 7777777 696969 7654321 iloveyou iloveyou1 iloveyou2 loveyou loveme iloveu \
    ilovehim ilovegod lovelove lovely forever forever1 together babygirl babyboy baby princess \
    princess1 sunshine sunshine1 superman superman1 batman batman1 spiderman ironman wonderwoman \
    captain america avengers football football1 baseball baseball1 basketball soccer soccer1 \
    hockey tennis golf golfer swimming softball volleyball wrestling michael michelle jennifer \
    jessica jordan jordan23 ashley amanda andrew anthony matthew daniel joshua thomas charlie \
    robert william george nicole hannah samantha elizabeth victoria madison taylor brandon justin \
    hunter harley buster tigger ginger pepper maggie bailey shadow shadow1 lucky buddy cookie \
    cookies chocolate banana orange cherry apple peaches pumpkin butter butterfly flower flowers \
    rainbow purple yellow silver golden diamond crystal angel angels angel1 heaven jesus jesus1 \
    jesuschrist christ blessed faith hope freedom liberty summer winter spring autumn january \
    february march april june july august september october november december monday tuesday \
    wednesday thursday friday saturday sunday holiday christmas trustno1 whatever nothing secret \
    secret1 access accessdenied computer internet google facebook twitter youtube amazon apple123 \
    microsoft windows linux samsung iphone android nokia sony playstation nintendo pokemon \
    pikachu minecraft fortnite roblox starwars starwars1 startrek matrix phoenix falcon eagle \
    eagles tiger tigers lion lions wolf wolves bear bears panther panthers cowboys steelers \
    packers vikings yankees redsox lakers chelsea arsenal liverpool barcelona realmadrid \
    manchester juventus ferrari porsche mercedes corvette mustang mustang1 camaro harleydavidson \
    yamaha honda toyota chevy ford killer hacker hackme hello hello123 hello1 hellohello \
    helloworld goodbye goodluck changeme changeit default guest user username test test123 \
    testtest testing temp temporary sample example demo demo1234 root toor server system oracle \
    fuckyou fuckoff asshole bullshit sexy sexsex blowme bitch snoopy mickey minnie donald scooby \
    garfield hellokitty barbie cinderella simpson homer bart rocky hammer thunder lightning storm \
    blizzard hurricane ocean beach island mountain river merlin wizard magic gandalf hobbit frodo \
    legolas potter harrypotter hogwarts gryffindor slytherin scorpion spider snake rabbit kitten \
    kitty puppy doggy doggie horses horse dolphin dolphins turtle maverick ranger rangers soldier \
    marine marines army navy airforce sniper warrior gangster player gamer guitar music piano \
    drummer metallica nirvana eminem slipknot beatles elvis cheese pizza burger chicken bacon \
    coffee pepsi cocacola patriots broncos raiders dallas chicago boston newyork london paris \
    berlin california florida texas minnesota rochester mankato wisconsin gizmo rusty sparky \
    dakota sierra savannah cameron austin tyler dylan logan ethan jasmine vanessa stephanie \
    melissa patricia midnight mystery destiny infinity eternity paradise fantasy dreamer dreams \
    stargate galaxy universe letmein1 letmein123 passw0rd password1 password12 password123 \
    password1234 p@ssw0rd p@ssword pass123 pass1234 passpass mypassword newpassword nopassword \
    thepassword password! secretpassword mypass welcome123 welcome1234 welcome2 admin123 \
    admin1234 adminadmin root123 user123 login123 qwer1234 qwerty12 qwerty1234 qwerty12345 qweasd \
    qweasdzxc asdf1234 asd123 asdqwe zxc123 zxcv1234 1234qwer 12qwaszx 1a2b3c4d abc12345 abcabc \
    aaaaaa aaaaaaaa zzzzzz health healthy hospital clinic patient patients doctor doctors nurse \
    nurses medicine medical mychart portal riverbend clinic123 doctor123 patient123 wellness \
    pharmacy correcthorsebatterystaple opensesame sesame mustanggt blink182 jordan1 babygirl1 \
    michael1 superstar rockstar rockyou
    """
}
