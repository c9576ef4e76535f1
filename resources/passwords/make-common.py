#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Castellan authors
# SPDX-License-Identifier: Apache-2.0
"""Makes common.txt: ten thousand passwords that people are known to choose.

They follow few patterns: a run of keys, a word of daily life, and the same word with what a rule about digits or special
characters makes people add. The words below are ours; the list is what the patterns give, commonest patterns first.
Everything is in lower case, because passwords are compared with it in lower case.

    resources/passwords/make-common.py > resources/passwords/common.txt
"""
import sys

COUNT = 10_000
SHORTEST = 6

# Runs of keys and digits.
RUNS = """
123456 1234567 12345678 123456789 1234567890 12345678910 123456789012 0123456789 987654321 9876543210 87654321 654321
111111 1111111 11111111 111111111111 222222 333333 444444 555555 666666 777777 7777777 888888 88888888 999999 000000
00000000 123123 123123123 123123123123 121212 12121212 112233 11223344 1122334455 123321 1234321 12344321 123454321
123654 147258 147258369 159753 159357 741852963 789456 789456123 456789 102030 10203040 1020304050 131313 232323 101010
qwerty qwertyu qwertyui qwertyuiop qwertyuiop123 qwerty1 qwerty12 qwerty123 qwerty1234 qwerty12345 qwerty123456 qwertz
qwertzu qwertzui qwertzuiop azerty azertyuiop asdfgh asdfghj asdfghjk asdfghjkl asdfasdf asdf1234 asdfasdfasdf zxcvbn
zxcvbnm zxcvbnm123 yxcvbnm 1qaz2wsx 1qaz2wsx3edc 1qazxsw2 zaq12wsx zaq1xsw2 qazwsx qazwsxedc qazwsx123 qwe123 qweasd
qweasdzxc qwer1234 qwerasdf 1q2w3e 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3 q1w2e3r4 q1w2e3r4t5 a1b2c3 a1b2c3d4
a1b2c3d4e5 abc123 abc1234 abc12345 abcd123 abcd1234 abcdef abcdefg abcdefgh abcdefghi abcdefghij abcdef123 abcabc
aaaaaa aaaaaaaa zzzzzz xxxxxx !@#$%^ !@#$%^& !@#$%^&* 1234qwer 123qwe 123qweasd 123abc 12345a 123456a a123456 a12345678
123456q q123456 12qwaszx 1234abcd 12345qwert poiuytrewq lkjhgfdsa mnbvcxz 0987654321 09876543 098765 654321a qwaszx
""".split()

# Words of daily life, as passwords show them: whom and what people love, where they are, what the field is for.
WORDS = """
password passwort motdepasse contrasena senha heslo wachtwoord parola passw0rd p@ssword p@ssw0rd pa$$word pass1word
password1 passpass mypassword newpassword welcome willkommen bienvenue bienvenido letmein letmeinnow secret geheim
login admin administrator root toor user guest test testing tester demo default changeme changeit temp temporary master
access system server computer internet network database oracle mysql postgres cisco router switch firewall backup
manager office company business service support helpdesk sysadmin superuser operator security private personal
iloveyou iloveu loveyou loveme lovely lover love forever always friends friend family mother father mommy daddy
brother sister baby babygirl babyboy angel angels heaven princess prince queen king sweetheart sweetie sweety darling
honey sunshine sunflower flower flowers rainbow butterfly beautiful pretty cutie hello hellothere helloworld goodbye
monkey dragon tiger lion eagle falcon phoenix wolf bear panther leopard shark dolphin turtle rabbit bunny kitty kitten
puppy doggie snoopy tweety panda koala elephant horse horses pony chicken duck lizard spider scorpion cobra viper
football soccer baseball basketball hockey tennis golf golfer rugby cricket volleyball swimming running runner boxing
fishing hunter hunting racing skater snowboard surfing climber cyclist marathon champion winner victory olympic
liverpool arsenal chelsea everton manchester barcelona realmadrid juventus milan inter bayern dortmund schalke ajax
celtic rangers lakers bulls knicks yankees redsox dodgers cowboys steelers packers raiders eagles patriots dolphins
superman batman spiderman ironman wolverine hulk avengers joker marvel starwars skywalker vader yoda jedi matrix
neo trinity morpheus gandalf frodo bilbo hobbit legolas aragorn potter hogwarts dumbledore hermione pokemon pikachu
charizard naruto sasuke goku vegeta mario luigi zelda sonic minecraft roblox fortnite warcraft diablo overwatch
counter strike callofduty halo skyrim fallout portal tetris gamer gaming player playstation nintendo xbox
michael jennifer jordan jessica ashley michelle daniel nicole andrew joshua matthew robert thomas george charlie
anthony william richard james david chris christopher joseph justin brandon samantha amanda elizabeth victoria rebecca
rachel hannah sophie olivia emily emma isabella charlotte lauren natalie stephanie melissa vanessa patricia sandra
barbara martin peter stefan andreas thorsten sebastian alexander alexandra maximilian katharina johannes christian
carlos miguel antonio alejandro fernando francisco maria carmen lucia sofia giulia marco matteo lorenzo francesco
pierre nicolas camille chloe julien antoine laura claire mathieu dmitri natasha svetlana vladimir ivan olga tatiana
summer winter spring autumn january february march april june july august september october november december monday
tuesday wednesday thursday friday saturday sunday weekend holiday vacation christmas easter halloween birthday
london paris berlin madrid lisboa roma vienna zurich geneva munich hamburg frankfurt cologne amsterdam brussels
stockholm oslo helsinki copenhagen dublin newyork boston chicago houston dallas texas florida california hollywood
vegas miami seattle denver atlanta canada toronto vancouver montreal mexico brasil argentina australia sydney
melbourne africa america england scotland ireland deutschland germany france spain italy poland russia ukraine turkey
india pakistan japan tokyo china korea thailand singapore
chocolate cookie cookies candy sugar banana orange apple cherry strawberry peaches lemon melon coffee pizza burger
cheese bacon pepper ginger cinnamon vanilla whiskey vodka tequila corona heineken budweiser guinness champagne
mercedes porsche ferrari lamborghini mustang camaro corvette chevrolet toyota honda nissan suzuki yamaha kawasaki
harley davidson ducati volkswagen audi jaguar bentley maserati subaru mazda peugeot renault citroen tesla
google facebook youtube twitter instagram linkedin amazon microsoft windows apple123 android samsung motorola nokia
iphone macbook linux ubuntu debian github gitlab docker kubernetes jenkins grafana nodered raspberry arduino
metallica slipknot nirvana eminem beatles rammstein ironmaiden acdc greenday blink182 linkinpark evanescence coldplay
guitar guitars drummer piano violin music musica musician singer dancer dancing disco techno hiphop rocknroll
shadow hunter2 killer ninja samurai warrior knight soldier sniper ranger pirate viking spartan gladiator legend
phantom ghost demon devil satan lucifer vampire zombie wizard magic merlin dragonfly thunder lightning storm hurricane
tornado fire flame blaze inferno ice snow snowball frost crystal diamond gold silver platinum titanium steel iron
purple yellow black white green orange1 blue red pink violet indigo scarlet
trustno1 whatever nothing something anything everything freedom liberty justice peace hope faith destiny dreams dreamer
believe jesus jesuschrist christ godisgood blessed blessing church bible allah buddha krishna namaste karma
money dollar euros bitcoin crypto blockchain millionaire rich lucky lucky7 fortune jackpot casino poker
fuckyou fuckoff fuckit asshole bitch bullshit sexy sexygirl hottie playboy pussy bigdick
student teacher school college university professor doctor nurse police fireman pilot captain
hacker hacked hacking backdoor exploit matrix1 cyber cyberpunk robot android1 terminator predator alien ufo
""".split()

# What rules make people add, commonest first.
ENDINGS = ["", "1", "123", "12", "1234", "!", "1!", "123!", "2024", "2025", "2026", "2024!", "2025!", "2026!", "01",
           "12345", "@123", "123456", "2023", "#1", "007", "69", "99"]


def candidates():
    yield from RUNS
    for ending in ENDINGS:
        for word in WORDS:
            yield word + ending
    for word in WORDS:
        yield word + word


def main():
    found = {}
    for candidate in candidates():
        text = candidate.lower()
        if len(text) >= SHORTEST:
            found.setdefault(text)
        if len(found) == COUNT:
            break
    if len(found) != COUNT:
        sys.exit(f"only {len(found)} passwords")
    print("\n".join(sorted(found)))


if __name__ == "__main__":
    main()
