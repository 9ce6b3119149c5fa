def order(program):
    def steps(name, count):
        for number in range(1, count + 1):
            yield f"{name}{number}"

    queue, heap = deque(), []
    for step in program:
        if step[0] == "later":
            heapq.heappush(heap, step[1:])
        else:
            queue.append(iter([step[1]]) if step[0] == "soon" else steps(*step[1:]))
    while heap and heap[0][0] == 0:
        queue.append(iter([heapq.heappop(heap)[1]]))
    log = []
    while queue:
        entry = queue.popleft()
        for name in entry:
            log.append(name)
            queue.append(entry)
            break
    while heap:
        log.append(heapq.heappop(heap)[1])
    return log
