// SPDX-FileCopyrightText: 2026 The Castellan authors
// SPDX-License-Identifier: Apache-2.0
// replay TARGET CORPUS MUTATIONS: the corpus, and as many inputs made from it by chance that is always the same, go
// through a fuzz target. Speaks TAP. What breaks a promise ends this program; standard error says where it was.
#include "tests/fuzz/target.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> filesIn(const fs::path &folder)
{
    std::vector<fs::path> files;
    for (const auto &entry : fs::directory_iterator(folder))
        if (entry.is_regular_file())
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

std::string contentOf(const fs::path &path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

class Mutations {
public:
    explicit Mutations(std::vector<std::string> corpus) : m_corpus(std::move(corpus)) {}

    std::string next()
    {
        auto text = one();
        for (auto changes = below(4) + 1; changes > 0; --changes)
            change(text);
        return text;
    }

private:
    std::size_t below(std::size_t n) { return n == 0 ? 0 : m_random() % n; }
    const std::string &one() { return m_corpus[below(m_corpus.size())]; }

    void change(std::string &text)
    {
        static constexpr char interesting[] = "\0\r\n :;,\"\\{}[]/.%-+\x7f\xff\xc3\x80_0Aa~";
        const auto at = below(text.size() + 1);
        switch (below(6)) {
        case 0:
            text.insert(at, 1, interesting[below(sizeof interesting - 1)]);
            break;
        case 1:
            if (at < text.size())
                text[at] = char(text[at] ^ char(1U << below(8)));
            break;
        case 2:
            text.erase(at, below(16) + 1);
            break;
        case 3: {
            const auto &other = one();
            const auto from = below(other.size() + 1);
            text.insert(at, other, from, below(64) + 1);
            break;
        }
        case 4:
            text.insert(at, text.substr(at, below(32) + 1));
            break;
        default:
            text.insert(at, below(2000), interesting[below(sizeof interesting - 1)]);
        }
    }

    std::vector<std::string> m_corpus;
    std::mt19937 m_random{1};  // NOLINT(cert-msc51-cpp): every run tries the same
};

void feed(const std::string &input)
{
    (void)LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(input.data()), input.size());
}

}  // namespace

int main(int argc, char **argv)
{
    if (argc != 4) {
        std::cerr << "usage: " << argv[0] << " TARGET CORPUS MUTATIONS\n";
        return 2;
    }
    std::vector<std::string> corpus;
    int count = 0;
    for (const auto &file : filesIn(argv[2])) {
        std::cerr << "# " << file << std::endl;
        corpus.push_back(contentOf(file));
        feed(corpus.back());
        std::cout << "ok " << ++count << " - R-6 " << argv[1] << " keeps its promises with " << file.filename().string()
                  << std::endl;
    }
    if (corpus.empty()) {
        std::cout << "not ok 1 - there is no corpus in " << argv[2] << "\n1..1\n";
        return 1;
    }
    Mutations mutations(std::move(corpus));
    const long wanted = std::stol(argv[3]);
    for (long n = 0; n < wanted; ++n) {
        const auto input = mutations.next();
        if (n % 1000 == 0)
            std::cerr << "# mutation " << n << " of seed 1, target " << argv[1] << std::endl;
        feed(input);
    }
    std::cout << "ok " << ++count << " - " << argv[1] << " keeps its promises with " << wanted << " mutations\n1.."
              << count << std::endl;
    return 0;
}
