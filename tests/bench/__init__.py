"""The benchmarks: ``make bench`` measures this program against peers on the same rules and facts, in one run."""
