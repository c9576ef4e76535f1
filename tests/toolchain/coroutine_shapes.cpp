// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
//
// Fifteen everyday ways to write co_await, run under the address sanitizer with the compiler of the release.
//
// A compiler that puts temporaries of an awaiting expression into the wrong place frees them twice or never; the code
// looks right and works most of the time. So this is asked before anything else is believed. Each shape suspends while
// temporaries are alive, checks the value that comes back, and checks that every Witness that was made was destroyed
// once.
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cstdio>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;

namespace {

// Counts its living copies. The text is longer than the small-string buffer, so that a double free is one on the heap.
class Witness {
public:
    static inline int living = 0;

    explicit Witness(char letter) : m_text(64, letter) { ++living; }
    Witness(const Witness &other) : m_text(other.m_text) { ++living; }
    Witness(Witness &&other) noexcept : m_text(std::move(other.m_text)) { ++living; }
    Witness &operator=(const Witness &) = default;
    Witness &operator=(Witness &&) noexcept = default;
    ~Witness() { --living; }

    [[nodiscard]] const std::string &text() const { return m_text; }

private:
    std::string m_text;
};

struct Order {
    Witness what;
    Witness where;
    std::optional<Witness> note;
};

awaitable<void> suspend()
{
    co_await asio::post(co_await asio::this_coro::executor, use_awaitable);
}

void expect(bool condition, const char *what)
{
    if (!condition) {
        throw std::logic_error(what);
    }
}

const std::string a64(64, 'a'), b64(64, 'b');

// Awaited coroutines: each suspends before it reads its arguments.
template <class F> awaitable<std::string> callLater(F f)
{
    co_await suspend();
    co_return f();
}

awaitable<std::string> callErased(std::function<std::string()> f)
{
    co_await suspend();
    co_return f();
}

awaitable<std::string> fillByValue(Order order)
{
    co_await suspend();
    co_return order.what.text() + order.where.text();
}

awaitable<std::string> fillByReference(const Order &order)
{
    co_await suspend();
    co_return order.what.text() + order.where.text();
}

awaitable<std::string> firstOf(std::vector<std::string> texts)
{
    co_await suspend();
    co_return texts.at(0);
}

awaitable<std::string> join(std::string text, Witness witness)
{
    co_await suspend();
    co_return text + witness.text();
}

awaitable<std::vector<Witness>> three()
{
    co_await suspend();
    co_return std::vector<Witness>(3, Witness('a'));
}

// The shapes.
awaitable<void> lambdaThatOwnsAString()
{
    const std::string mine = a64;
    expect(co_await callLater([mine] { return mine; }) == a64, "the captured string changed");
}

awaitable<void> lambdaInAFunctionObject()
{
    const std::string mine = a64;
    expect(co_await callErased([mine] { return mine; }) == a64, "the captured string changed");
}

awaitable<void> aggregateNamedInTheCall()
{
    const auto filled = co_await fillByValue(Order{Witness('a'), Witness('b'), Witness('c')});
    expect(filled == a64 + b64, "a member of the aggregate changed");
}

awaitable<void> aggregateFromBraces()
{
    const auto filled = co_await fillByValue({Witness('a'), Witness('b'), {}});
    expect(filled == a64 + b64, "a member of the aggregate changed");
}

awaitable<void> temporaryBoundToAReference()
{
    const auto filled = co_await fillByReference({Witness('a'), Witness('b'), {}});
    expect(filled == a64 + b64, "the temporary did not live until the end of the expression");
}

awaitable<void> initializerList()
{
    expect(co_await firstOf({a64, b64}) == a64, "an element of the list changed");
}

awaitable<void> inABranchOfAConditional(bool wanted)
{
    const std::string text = a64;
    const auto joined = wanted ? co_await join(text, Witness('b')) : std::string("nothing");
    expect(joined == a64 + b64, "the branch gave another value");
}

awaitable<void> inTheInitialiserOfAnIf()
{
    if (const auto joined = co_await join(a64, Witness('b')); joined != a64 + b64) {
        expect(false, "the condition saw another value");
    }
}

awaitable<void> literalConvertedForTheCall()
{
    expect(co_await join("short", Witness('b')) == "short" + b64, "the converted literal changed");
}

awaitable<void> operandOfAnOperator()
{
    using namespace asio::experimental::awaitable_operators;
    const auto [first, second] = co_await (callLater([] { return a64; }) && join(a64, Witness('b')));
    expect(first == a64 && second == a64 + b64, "an operand changed");
}

awaitable<void> lambdaThatOwnsAPointer()
{
    auto owned = std::make_unique<Witness>('b');
    const std::string mine = a64;
    const auto joined = co_await callLater([mine, owned = std::move(owned)] { return mine + owned->text(); });
    expect(joined == a64 + b64, "a capture changed");
}

awaitable<void> lambdaThatIsACoroutine()
{
    const auto executor = co_await asio::this_coro::executor;
    co_await asio::co_spawn(
        executor,
        [mine = Witness('a')]() -> awaitable<void> {
            co_await suspend();
            expect(mine.text() == a64, "the coroutine outlived its captures");
        },
        use_awaitable);
}

awaitable<void> rangeOfALoop()
{
    int seen = 0;
    for (const Witness &each : co_await three()) {
        expect(each.text() == a64, "the range died before its loop");
        ++seen;
    }
    expect(seen == 3, "the loop had another length");
}

awaitable<void> conditionOfASwitch()
{
    switch ((co_await join("a", Witness('b'))).size()) {
    case 65:
        break;
    default:
        expect(false, "the switch saw another value");
    }
}

awaitable<void> insideADesignatedInitialiser()
{
    const auto text = co_await fillByValue(
        Order{.what = Witness('a'), .where = Witness((co_await join("b", Witness('c')))[0]), .note = std::nullopt});
    expect(text == a64 + b64, "a member initialised by co_await changed");
}

struct Shape {
    const char *name;
    std::function<awaitable<void>()> run;
};

const Shape shapes[] = {
    {"lambdaThatOwnsAString", lambdaThatOwnsAString},
    {"lambdaInAFunctionObject", lambdaInAFunctionObject},
    {"aggregateNamedInTheCall", aggregateNamedInTheCall},
    {"aggregateFromBraces", aggregateFromBraces},
    {"temporaryBoundToAReference", temporaryBoundToAReference},
    {"initializerList", initializerList},
    {"inABranchOfAConditional", [] { return inABranchOfAConditional(true); }},
    {"inTheInitialiserOfAnIf", inTheInitialiserOfAnIf},
    {"literalConvertedForTheCall", literalConvertedForTheCall},
    {"operandOfAnOperator", operandOfAnOperator},
    {"lambdaThatOwnsAPointer", lambdaThatOwnsAPointer},
    {"lambdaThatIsACoroutine", lambdaThatIsACoroutine},
    {"rangeOfALoop", rangeOfALoop},
    {"conditionOfASwitch", conditionOfASwitch},
    {"insideADesignatedInitialiser", insideADesignatedInitialiser},
};

// The empty string, or what went wrong.
std::string outcomeOf(const Shape &shape)
{
    asio::io_context context;
    std::string problem = "it never came to its end";
    Witness::living = 0;
    asio::co_spawn(context, shape.run(), [&problem](const std::exception_ptr &thrown) {
        problem.clear();
        try {
            if (thrown) {
                std::rethrow_exception(thrown);
            }
        } catch (const std::exception &e) {
            problem = e.what();
        }
    });
    context.run();
    if (problem.empty() && Witness::living != 0) {
        problem = std::to_string(Witness::living) + " witnesses left alive (negative: destroyed twice)";
    }
    return problem;
}

}  // namespace

int main()
{
    std::printf("1..%zu\n", std::size(shapes));
    int number = 0, failures = 0;
    for (const Shape &shape : shapes) {
        const std::string problem = outcomeOf(shape);
        failures += !problem.empty();
        std::printf("%s %d - %s\n", problem.empty() ? "ok" : "not ok", ++number, shape.name);
        if (!problem.empty()) {
            std::printf("# %s\n", problem.c_str());
        }
        std::fflush(stdout);
    }
    return failures;
}
